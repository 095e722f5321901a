package authz

# Owners and the staff of a shop may change its orders.
allow if input.user == data.shops[input.shop].owner

allow if {
	input.action in {"read", "pack"}
	input.user in data.shops[input.shop].staff
}
