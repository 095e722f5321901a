package few

p := upper("x")

q if 1 in [1]
