package a.c

r := data.a.b.q if { some x in input.y }
