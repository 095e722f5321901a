package a.b

r := 1
