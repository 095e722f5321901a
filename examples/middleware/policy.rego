package http.authz

default allow := false

# Everybody may read what is public.
allow if {
	input.method == "GET"
	input.path[0] == "public"
}

# Users may read what is theirs.
allow if {
	input.method == "GET"
	input.path == ["users", input.user]
}

# Administrators may do anything.
allow if input.user in data.admins
