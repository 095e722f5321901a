package a
p if {
 x := a+b*c
 x := a - b - c
 x := -a
 x := (a == b) == c
 (a + b) * c == d
 a & b | c
 x := (a | b) & c
 x in y | z
 x = (1, 2 in z)
 f((a, b in c))
 1, 2 in x
 plus(a, b) == minus(c, d)
 (a+b).c
}
