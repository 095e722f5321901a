package rbac_test

import data.rbac

bindings := {"ines": ["admin"], "tom": ["editor"], "uma": ["viewer"], "pat": ["ghost"]}

parents := {"admin": ["editor"], "editor": ["viewer"], "viewer": [], "ghost": []}

grants := {
	"admin": [{"action": "delete", "resource": "docs/*"}],
	"editor": [{"action": "write", "resource": "docs/*"}],
	"viewer": [{"action": "read", "resource": "docs/**"}],
}

decide(user, action, resource) := result if {
	result := rbac.allow with input as {"user": user, "action": action, "resource": resource}
		with data.bindings as bindings
		with data.parents as parents
		with data.grants as grants
		with data.blocked as ["eve"]
}

test_admin_deletes if decide("ines", "delete", "docs/a")

test_admin_writes if decide("ines", "write", "docs/a")

test_admin_reads_deep if decide("ines", "read", "docs/a/b")

test_editor_writes if decide("tom", "write", "docs/a")

test_editor_reads if decide("tom", "read", "docs/a")

test_editor_does_not_delete if not decide("tom", "delete", "docs/a")

test_viewer_reads if decide("uma", "read", "docs/x")

test_viewer_does_not_write if not decide("uma", "write", "docs/x")

test_ghost_may_nothing if not decide("pat", "read", "docs/x")

test_unknown_may_nothing if decide("zoe", "read", "docs/x") == false

test_star_stops_at_slash if not decide("tom", "write", "docs/a/b")

test_other_folder if not decide("uma", "read", "images/x")

test_matrix[name] if {
	some name, tc in {
		"ines reads": {"user": "ines", "action": "read", "want": true},
		"tom reads": {"user": "tom", "action": "read", "want": true},
		"uma writes": {"user": "uma", "action": "write", "want": false},
		"pat deletes": {"user": "pat", "action": "delete", "want": false},
	}
	decide(tc.user, tc.action, "docs/a") == tc.want
}

test_matrix_with_a_failure[name] if {
	some name, tc in {
		"right": {"user": "ines", "action": "read", "want": true},
		"wrong": {"user": "uma", "action": "read", "want": false},
	}
	decide(tc.user, tc.action, "docs/a") == tc.want
}

test_by_role_and_action[role][action] if {
	some role in ["admin", "editor", "viewer"]
	some action in ["read", "write"]
	some user, roles in bindings
	roles == [role]
	decide(user, action, "docs/a") == expected(role, action)
}

expected("viewer", action) := action == "read"

expected("editor", _) := true

expected("admin", _) := true

test_roles_of_admin if {
	rbac.roles_of("ines") == {"admin", "editor", "viewer"} with data.bindings as bindings with data.parents as parents
}

test_roles_of_unknown if {
	count(rbac.roles_of("zoe")) == 0 with data.bindings as bindings with data.parents as parents
}

test_roles_mocked_by_value if {
	rbac.allow with input as {"user": "zoe", "action": "read", "resource": "docs/x"}
		with rbac.roles_of as {"viewer"}
		with data.grants as grants
		with data.blocked as []
}

everyone_is_admin(_) := {"admin"}

test_roles_mocked_by_function if {
	rbac.allow with input as {"user": "zoe", "action": "delete", "resource": "docs/x"}
		with rbac.roles_of as everyone_is_admin
		with data.grants as grants
		with data.blocked as []
}

test_denied_mocked if {
	not rbac.allow with input as {"user": "ines", "action": "read", "resource": "docs/x"}
		with rbac.denied as true
		with data.bindings as bindings
		with data.parents as parents
		with data.grants as grants
}

test_blocked_reason if {
	"blocked" in rbac.reasons with input.user as "eve" with data.blocked as ["eve"] with data.bindings as {} with data.parents as {}
}

test_no_role_reason if {
	rbac.reasons == {"no role"} with input.user as "zoe" with data.blocked as [] with data.bindings as {} with data.parents as {}
}

test_ghost_reason if {
	rbac.reasons == {"role ghost grants nothing"} with input.user as "pat"
		with data.blocked as []
		with data.bindings as bindings
		with data.parents as parents
		with data.grants as grants
}

test_without_data_undefined if not "admin" in rbac.roles_of("ines")

test_expects_too_much if decide("uma", "delete", "docs/a")

test_expects_wrong_reason if {
	rbac.reasons == {"blocked", "no role"} with input.user as "zoe"
		with data.blocked as []
		with data.bindings as {}
		with data.parents as {}
}

todo_test_time_bound_roles if false
