package policy

import data.lib
import data.roles

allow if is_admin

is_admin if "admin" in input.user.roles

is_admin if lib.helper(input.user.name) == roles[input.user.id].z

deny contains msg if {
	some x in data.base.list
	not allow
	msg := data.lib.msgs[x]
}

obj[k] := v if some k, v in input.obj

other if data.nothing.here with input.q as input.r
