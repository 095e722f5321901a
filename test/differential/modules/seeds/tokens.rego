package tokens.verify

import rego.v1

import data.keys.public as public_key
import data.tokens.revoked

default claims := {}

claims := payload if {
	[valid, _, payload] := io.jwt.decode_verify(bearer, {"cert": public_key, "iss": "https://id.example.com"})
	valid
	not payload.jti in revoked
}

bearer := token if {
	header := input.headers.authorization
	startswith(lower(header), "bearer ")
	token := substring(header, count("bearer "), -1)
}

expired if {
	now := time.now_ns() / 1000000000
	claims.exp < now
}

scopes := split(claims.scope, " ")

has_scope(scope) if scope in scopes

permitted if {
	has_scope("read")
	input.method == "GET"
} else if {
	has_scope("write")
	input.method in {"POST", "PUT", "PATCH"}
	not expired
}

masked := json.remove(claims, ["/email", "/name"])

ages[user] := age if {
	some user, born in input.births
	parsed := time.parse_rfc3339_ns(born)
	[age, _, _, _, _, _] := time.diff(time.now_ns(), parsed)
}

test_permitted if {
	permitted with input as {"method": "GET", "headers": {}} with data.tokens.verify.scopes as ["read"]
}

test_expired if expired with time.now_ns as 2000000000000000000 with claims as {"exp": 1}

matching contains path if {
	some path
	walk(input.tree, [path, value])
	value == "x"
	count(path) > 1
}

format_all := [line |
	some user, age in ages
	line := sprintf("%s: %d", [user, age])
]

biggest := n if {
	n := max({age | some age in ages})
	n != 0
}
