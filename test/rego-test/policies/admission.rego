# Which pods a cluster admits.
package admission

violations contains message if {
	some container in containers
	not container.resources.limits.memory
	message := sprintf("%s has no memory limit", [container.name])
}

violations contains message if {
	some container in containers
	not trusted(container.image)
	message := sprintf("%s comes from %s", [container.name, registry(container.image)])
}

violations contains "the host's network is not for pods" if input.request.object.spec.hostNetwork

violations contains message if {
	some label in data.required_labels
	not input.request.object.metadata.labels[label]
	message := $"label {label} is missing"
}

containers contains container if some container in input.request.object.spec.containers

containers contains container if some container in input.request.object.spec.initContainers

trusted(image) if {
	some prefix in data.registries
	startswith(image, prefix)
}

registry(image) := split(image, "/")[0] if contains(image, "/")

registry(image) := "docker.io" if not contains(image, "/")

memory_total := sum([bytes |
	some container in containers
	bytes := units.parse_bytes(container.resources.limits.memory)
])

all_limited if {
	every container in containers {
		container.resources.limits.memory
	}
}

response := {"allowed": true} if count(violations) == 0

response := {"allowed": false, "message": concat("; ", sort(violations))} if count(violations) > 0
