package capable_test

test_upper if upper("a") == "A"

test_lower if lower("A") == "a"
