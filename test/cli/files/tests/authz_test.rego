package authz_test

import data.authz

members := ["ines", "tom"]

test_member_reads if authz.allow with input as {"method": "GET", "user": "tom"} with data.tests.members as members

test_stranger if {
	print("a stranger")
	authz.allow with input as {"method": "GET", "user": "eve"} with data.tests.members as members
}

test_users[user] if {
	some user, want in {"ines": true, "tom": true, "eve": true}
	authz.allow == want with input as {"method": "GET", "user": user} with data.tests.members as members
}

todo_test_groups if false
