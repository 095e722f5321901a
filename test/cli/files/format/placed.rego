# METADATA
# title: places
package placed["a b"]

import data.roles as r # whose

# METADATA
# scope: document
# entrypoint: true
default allow := false

allow if {
	some role, _ in r[input.user]
	every x in [-1, (2 + 3), (4)] { f(x) > 0 with input.a as 3 }
}

f(x) := x if x > 1 else := 0 if not x else := x - 1

t[a] if a in [$"u {input.b} {[a][0]} v"]

s contains {"k": {input.x | true}}
