package old

p.q[x] := 1 { x := 1 }
