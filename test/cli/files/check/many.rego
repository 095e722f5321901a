package many

p1 if x1
p2 if x2
p3 if x3
p4 if x4
p5 if x5
p6 if x6
p7 if x7
p8 if x8
p9 if x9
p10 if x10
p11 if x11
p12 if x12
