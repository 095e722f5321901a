package c

p := 2 if true
