package authz

# METADATA
# entrypoint: true
default allow := false

allow if input.user.name in data.admins

allow if {
	some role in roles
	role.level > input.level
}

roles contains {"name": name, "level": count(name)} if some name in input.user.roles

reason := "admin" if allow

else := "nobody" if not input.user.name

level := count(input.user.roles)

user := input.user

by_name[role.name] := role if some role in roles

pair := [count(input.user.roles), true]

limits["per-hour"] := 10 if input.level > 1

mixed := [1, "a", null]

echo(x) := x
