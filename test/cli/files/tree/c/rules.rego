package c

p := 1

q contains x if some x in input.xs
