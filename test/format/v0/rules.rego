package a
import data.y
import data.x
p { x }
p = 1 { x } { y }
p[x] { x }
p[x] = 1 { true }
p := 1
p = 2
f(x) = true { x } else = 2 { y }
f(_) = y { y = _ } { y := _ ; [_,_]}
default p = 1
p { in = 1; contains("a","b") }
q["a"].b { x }
q["c"] = 1
r { x["if"] }
