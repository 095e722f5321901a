package p

p[x] { x := 1 }
