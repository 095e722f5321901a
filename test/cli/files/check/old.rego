package old

p[x] { x := input.y[_] }
