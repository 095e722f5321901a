# Who may call which HTTP API: users have roles, roles inherit from each other, and a role grants methods on paths.
package http.authz

default allow := false

allow if count(granting_roles) > 0

# Everybody may read and change the own profile.
allow if {
	input.method in {"GET", "PUT"}
	input.path == ["users", input.user.name, "profile"]
}

# The roles of the user that grant the request, which the decision log wants to know.
granting_roles contains role if {
	some role in user_roles
	some grant in data.roles[role].grants
	input.method in grant.methods
	path_matches(grant.path, input.path)
}

# The roles of the user, and those that they inherit.
user_roles contains role if some role in input.user.roles

user_roles contains inherited if {
	some role in input.user.roles
	some inherited in data.roles[role].inherits
}

# A pattern names each segment, or "*" for any one.
path_matches(pattern, path) if {
	count(pattern) == count(path)
	every i, segment in pattern {
		segment in {"*", path[i]}
	}
}

reason := "granted" if allow

else := "the user has no role" if count(user_roles) == 0

else := $"no role of {input.user.name} grants {input.method} /{concat("/", input.path)}"

decision := {"allow": allow, "reason": reason, "roles": granting_roles}
