package t.not
import data.some as s
p.not := 1 if { input.not; data.x.as(1); x := $"a{input.if.b}"; y := [input.x.every|input.some.x] ; a.b.and }
