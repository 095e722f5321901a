package authz

default allow := false

allow if {
	input.method == "GET"
	input.user in data.tests.members
}

allow if input.user == "root"
