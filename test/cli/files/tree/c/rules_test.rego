package c

test_p if p == 1
