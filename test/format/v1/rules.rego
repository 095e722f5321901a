package   shop.orders["x y"]["z"]
# the default
default allow   = false
default limit(_) := 3
allow if {input.user=="ann"}
allow if { input.a ; input.b }
allow if {
  input.c }
allow if
  input.d
allow = true if { input.e }
count_all := 1 if { true }
names contains name if { name := input.names[_] }
names contains "x"
price(x) := y if { y := x*2 }
price(x) = 3
price(x)
half if { x } else := 2 if { y } else := 3
third := 1 if {
 x
} else := 2 if { y
 z } else := 3
fourth := {
 "a": 1 } if { y }
q["a"] := 1


q["b"] := 2
r[x] := y if some x, y in input.r
s := 1


# between


t := 2 # behind
# last
