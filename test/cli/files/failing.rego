package failing

p := 1 / 0

q := "x" if to_number("a")

r := [x | some x in [2, 0]; 1 / x]
