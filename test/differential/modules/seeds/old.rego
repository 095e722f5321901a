package old

import data.roles
import future.keywords.in
import input.user as user

default allow = false

allow {
	user.admin == true
}

allow {
	some i
	role := roles[i]
	role.name == user.role
	method_allowed(role, input.method)
}

method_allowed(role, method) {
	role.methods[_] == method
}

method_allowed(role, _) = true {
	role.name == "root"
}

deny[message] {
	not allow
	message := sprintf("%v may not %v", [user.name, input.method])
}

names[name] = id {
	name := roles[id].name
}

reader = "yes" { user.role == "reader" } else = "maybe" { user.role in ["guest", "writer"] } else = "no"

ids := {id | roles[id]}

limits = {"a": 1, "b": [2, 3]}

sum_of_limits = x { x = limits.a + limits.b[0] }

import_free[x] { x := numbers.range(1, 5)[_] }

test_allow { allow with input as {"user": {"admin": true}} }

path_text := concat("/", input.path)

any_admin { any([user.admin, false]) }
