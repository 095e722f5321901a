package p

p := 
