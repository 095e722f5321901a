# An admission webhook: what a cluster's rules say about the pods that are to be created or changed in it.
package kubernetes.admission

# The answer to the API server.
response := {
	"apiVersion": "admission.k8s.io/v1",
	"kind": "AdmissionReview",
	"response": {
		"uid": input.request.uid,
		"allowed": count(violations) == 0,
		"status": {"message": concat("; ", sort(violations))},
	},
}

violations contains $"image '{container.image}' of container '{container.name}' is not from a registry that is allowed" if {
	some container in containers
	not from_allowed_registry(container.image)
}

violations contains $"image '{container.image}' of container '{container.name}' has no fixed version" if {
	some container in containers
	not has_fixed_version(container.image)
}

violations contains $"container '{container.name}' may run as root" if {
	some container in containers
	not runs_as_user(container)
}

violations contains $"container '{container.name}' has no limit of {resource}" if {
	some container in containers
	some resource in ["cpu", "memory"]
	not container.resources.limits[resource]
}

violations contains $"container '{container.name}' adds the capability {capability}" if {
	some container in containers
	some capability in container.securityContext.capabilities.add
	not capability in data.settings.allowed_capabilities
}

violations contains $"label '{label}' is missing" if {
	some label in data.settings.required_labels
	not pod.metadata.labels[label]
}

violations contains "the network of the host is not for pods" if pod.spec.hostNetwork

pod := input.request.object if {
	input.request.kind.kind == "Pod"
	input.request.operation in {"CREATE", "UPDATE"}
}

containers contains container if {
	some field in ["containers", "initContainers"]
	some container in pod.spec[field]
}

from_allowed_registry(image) if {
	some registry in data.settings.allowed_registries
	startswith(image, $"{registry}/")
}

# A digest, or a tag other than "latest".
has_fixed_version(image) if contains(image, "@sha256:")

has_fixed_version(image) if {
	path := split(image, "/")
	[_, tag] := split(path[count(path) - 1], ":")
	tag != "latest"
}

# The setting of the container counts before that of the pod.
runs_as_user(container) if container.securityContext.runAsNonRoot

else if {
	pod.spec.securityContext.runAsNonRoot
	not container.securityContext.runAsNonRoot == false
}
