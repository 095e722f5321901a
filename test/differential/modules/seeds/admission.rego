# METADATA
# title: Admission
# description: What a cluster lets in.
# authors:
#   - Ines <ines@example.com>
# custom:
#   team: platform
package admission

import data.registry.allowed as allowed_registries
import data.teams
import input.request.object as pod

default allow := false

# METADATA
# title: Allowed
# scope: document
# entrypoint: true
allow if count(deny) == 0

# METADATA
# title: Images come from our registries
deny contains message if {
	some container in containers
	not from_registry(container.image)
	message := sprintf("image %v of %v is from elsewhere", [container.image, container.name])
}

deny contains {"message": "no limits", "name": name} if {
	some i
	name := containers[i].name
	not containers[i].resources.limits.memory
}

containers := array.concat(pod.spec.containers, object.get(pod.spec, "initContainers", []))

from_registry(image) if {
	some registry in allowed_registries
	startswith(image, concat("", [registry, "/"]))
}

labels[key] := value if {
	some key, value in pod.metadata.labels
	not startswith(key, "internal/")
}

owners[team].members contains member if {
	some team, entry in teams
	some member in entry.members
}

replicas := number if {
	number := to_number(pod.spec.replicas)
	number > 0
} else := 1 if pod.kind == "Deployment"

else := 0

quota(team) := limit if {
	limit := teams[team].quota
	is_number(limit)
}

quota(_) := 10

too_many if replicas > quota(pod.metadata.labels.team)
