package a
import input.z as z
import data.bb # b
import data.a.x
import data.a as c

# group
import data["c d"].e
import rego.v1
import future.keywords.in
import data.if.y
p := 1
import data.late
