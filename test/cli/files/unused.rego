package p

import data.foo

p := 1 if x := 2
