# Who sends a request, by a signed token, and what the token allows.
package tokens

import input.authorization

default allow := false

allow if {
	some scope in scopes
	input.method in methods[scope]
}

methods := {
	"orders:read": {"GET", "HEAD"},
	"orders:write": {"POST", "PUT", "DELETE"},
}

scopes := split(claims.scope, " ")

# Undefined unless the signature is right, the issuer is ours, and the token has not expired.
claims := payload if {
	startswith(authorization, "Bearer ")
	token := substring(authorization, 7, -1)
	[valid, _, payload] := io.jwt.decode_verify(token, {
		"alg": "HS256",
		"secret": data.secret,
		"iss": data.issuer,
	})
	print("token of", payload.sub, "is valid:", valid)
	valid
}

decision := {"allow": allow, "user": claims.sub, "scopes": scopes} if claims

else := {"allow": false, "reason": "no valid token"}
