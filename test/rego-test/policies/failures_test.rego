# Tests that cannot be decided, and tests that share a name.
package failures_test

ambiguous := 1

ambiguous := 2 if data.limits

test_conflict_of_complete_rules if ambiguous == 1

pick(x) := 1 if x > 0

pick(x) := 2 if x > 1

test_conflict_of_functions if pick(2) == 2

test_no_conflict if pick(1) == 1

table[key] := value if some key, value in [1, 2]

table[key] := "other" if some key in [1]

test_conflict_of_objects if table[0] == 1

test_conflict_after_print if {
	print("about to look")
	ambiguous == 2
}

test_conflict_in_comprehension if {
	count({k: v | some v in [1, 2]; k := "same"}) == 1
}

test_same_name if 1 == 1

test_same_name if 1 == 2

test_same_name if 2 == 2

test_passes_after_all if true

test_fails_with_prints if {
	print("one")
	print("two", {"x": [1, 2]})
	1 == 2
}

test_conflict_mocked if pick(2) == 3 with pick as 3

test_unsorted_cases[name] if {
	some name in ["b", "a", "c"]
	name != "a"
}

todo_test_same_name if true

todo_test_same_name if false
