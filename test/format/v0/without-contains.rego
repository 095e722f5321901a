package a
import future.keywords.if
p { x }
p[x] { x }
p := 1
p = 2 if x
