package flags_test

test_a if y

test_b if z

test_c if upper("a") == "A"
