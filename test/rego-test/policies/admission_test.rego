package admission_test

import data.admission

limited(memory) := {"limits": {"memory": memory}}

pod(containers) := {"request": {"object": {"metadata": {"labels": {"team": "core"}}, "spec": {"containers": containers}}}}

good := pod([{"name": "web", "image": "reg.example/web:1", "resources": limited("64Mi")}])

registries := ["reg.example/"]

test_good_pod_is_admitted if {
	admission.response == {"allowed": true} with input as good with data.registries as registries
}

test_no_limit if {
	"web has no memory limit" in admission.violations with input as pod([{"name": "web", "image": "reg.example/web"}])
		with data.registries as registries
}

test_foreign_image if {
	admission.violations == {"web comes from evil.example"} with input as pod([{
		"name": "web",
		"image": "evil.example/web",
		"resources": limited("1Mi"),
	}])
		with data.registries as registries
}

test_image_without_registry if {
	"web comes from docker.io" in admission.violations with input as pod([{"name": "web", "image": "nginx"}])
		with data.registries as registries
}

test_host_network if {
	some message in admission.violations with input as json.patch(good, [{
		"op": "add",
		"path": "/request/object/spec/hostNetwork",
		"value": true,
	}])
		with data.registries as registries
	contains(message, "network")
}

test_required_label if {
	admission.violations == {"label owner is missing"} with input as good
		with data.registries as registries
		with data.required_labels as ["team", "owner"]
}

test_all_labels_there if {
	count(admission.violations) == 0 with input as good with data.registries as registries with data.required_labels as ["team"]
}

test_message_lists_all if {
	response := admission.response with input as pod([{"name": "web", "image": "nginx"}]) with data.registries as registries
	response.message == "web comes from docker.io; web has no memory limit"
}

test_init_containers_count if {
	count(admission.containers) == 2 with input as json.patch(good, [{
		"op": "add",
		"path": "/request/object/spec/initContainers",
		"value": [{"name": "init"}],
	}])
}

test_trusted[image] if {
	some image, want in {"reg.example/a": true, "reg.example/b/c:1": true}
	admission.trusted(image) == want with data.registries as registries
}

test_registry[image] if {
	some image, want in {"a/b": "a", "nginx": "docker.io", "a.b:5000/c": "a.b:5000", "": "docker.io"}
	admission.registry(image) == want
}

test_memory_total if {
	admission.memory_total == 134217728 with admission.containers as {
		{"name": "a", "resources": limited("64Mi")},
		{"name": "b", "resources": limited("65536Ki")},
	}
}

test_memory_of_none if admission.memory_total == 0 with admission.containers as set()

test_memory_counts_equal_limits_once if {
	admission.memory_total == 64 with admission.containers as {{"resources": limited("64")}, {"name": "x", "resources": limited("64")}}
}

test_all_limited_of_none if admission.all_limited with admission.containers as set()

test_all_limited if admission.all_limited with input as good

test_not_all_limited if not admission.all_limited with admission.containers as {{"name": "a"}, {"name": "b", "resources": limited("1")}}

test_trusted_mocked if {
	count(admission.violations) == 0 with input as pod([{"name": "x", "image": "nginx", "resources": limited("1")}])
		with admission.trusted as true
}

test_units_mocked if {
	admission.memory_total == 7 with units.parse_bytes as 7 with input as good
}

doubled(text) := 2 * to_number(trim_suffix(text, "Mi"))

test_units_mocked_by_function if admission.memory_total == 128 with units.parse_bytes as doubled with input as good

test_startswith_mocked if {
	admission.trusted("anything") with startswith as true with data.registries as ["x"]
}

test_bad_unit_is_undefined if {
	not admission.memory_total == 0 with units.parse_bytes as 1 with input as good
}

test_expects_rejection if admission.response.allowed == false with input as good with data.registries as registries

test_expects_other_message if {
	response := admission.response with input as pod([{"name": "db", "image": "pg"}]) with data.registries as registries
	print("got", response)
	response.message == "db comes from docker.io"
}

test_wrong_total if {
	total := admission.memory_total with input as good
	total == 64
}

todo_test_ephemeral_containers if false

todo_test_sidecars if false
