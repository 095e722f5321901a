package a.b

p := 1
