package a
p { in := 1 }
