package a
import future.keywords.if
import future.keywords.contains
import future.keywords.in
p { x in y }
p[x] { x }
p contains 2
q[x] = 1 { x }
q = 1
