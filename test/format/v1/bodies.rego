package a
import future.keywords.not
import future.keywords.and
import future.keywords.or
p if {

 x


 y
 not f(1,
 2)
 some a,
 b
 some k, v in [1,
 2]
 every z in y { z }
 every k, z in y { k
 z }
 q with input as 1 with data.x as 2
 q with input as {
  "a": 1}
  with data.x as 3
 x := $"a { f( 1 ) } b"; y := `raw
 text`
 not { x; y }
 { x } or { y; z }
 (x or y) and not z
 x and
 y
 not (x and y)
}
p if { {x} }
p if every x in y { x }
p if { not x }
p if x
 with input as 1
