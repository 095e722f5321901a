package a
import data.z
import future.keywords.in
# c
import data.y

p { 1 in x }
p.a.b
p["c"]
