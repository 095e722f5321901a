package bundle

p := data.c.x
