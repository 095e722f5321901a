package f
import future.keywords.and
import data.if.x
p.q.r := 1
p[x].y := 2 if { x := 1 }
q[x] := 2 if { some x in input.y; every z in [1] { z > 0 and z < 4} }
t := $"{input.x}"
k := input.if.with
m contains 1
h(x) := x + 1
i := h(2)
j if { not input.x; walk(input, [a, b]); print(a) }
w if { input.x with input as 1 }
c := [x | x := 1]
n := -input.x
