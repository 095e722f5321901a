# Who may do what: roles grant actions on resources, and roles may contain roles.
package rbac

default allow := false

allow if {
	some role in roles_of(input.user)
	some grant in data.grants[role]
	grant.action == input.action
	glob.match(grant.resource, ["/"], input.resource)
	not denied
}

denied if input.user in data.blocked

denied if {
	input.action == "delete"
	not "admin" in roles_of(input.user)
}

roles_of(user) := {reached |
	some role in data.bindings[user]
	some reached in graph.reachable(data.parents, {role})
}

reasons contains "blocked" if input.user in data.blocked

reasons contains "no role" if count(roles_of(input.user)) == 0

reasons contains message if {
	some role in roles_of(input.user)
	not data.grants[role]
	message := sprintf("role %s grants nothing", [role])
}
