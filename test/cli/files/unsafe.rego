package p

p := x

q := y
