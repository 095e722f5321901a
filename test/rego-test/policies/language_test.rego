# Tests that are small policies of their own: each verdict is what the language says.
package language_test

test_true := true

test_false_constant := false

test_number := 1

test_string := "true"

test_object := {"a": true}

test_null := null

test_undefined if input.nothing

test_input_is_absent if not input

test_data_file if data.limits.small == 10

test_data_iteration if {
	some team in data.teams
	team.size > 5
}

test_data_all_large if {
	every team in data.teams { team.size > 5 }
}

test_every_passes if {
	every n in [1, 2, 3] { n > 0 }
}

test_every_empty if {
	every n in [] { n > 0 }
}

test_every_with_key if {
	every i, n in [0, 1, 2] { i == n }
}

test_not_undefined if not input.nothing

test_not_false if not false

test_not_true if not true

test_assignment if {
	x := 1
	x == 1
}

test_unification if {
	[x, 2] = [1, y]
	x + y == 3
}

test_destructuring if {
	{"a": [x, _], "b": y} := {"a": [1, 2], "b": 3}
	x + y == 4
}

test_set_equality if {1, 2, 3} == {3, 2, 1, 1}

test_array_order if [1, 2] == [2, 1]

test_union if {1} | {2} == {1, 2}

test_intersection if {1, 2} & {2, 3} == {2}

test_difference if {1, 2} - {2} == {1}

test_in_set if 2 in {1, 2}

test_in_object if "v" in {"k": "v"}

test_key_in if "k", "v" in {"k": "v"}

test_not_in if not 3 in [1, 2]

test_array_comprehension if [x | x := numbers.range(1, 3)[_]] == [1, 2, 3]

test_set_comprehension if {y | some x in [1, 2, 3]; y := x % 2} == {0, 1}

test_object_comprehension if {k: v | some k, v in ["a", "b"]} == {0: "a", 1: "b"}

test_nested_comprehension if [[y | some y in x] | some x in [[1], [2]]] == [[1], [2]]

test_template if $"1 + 1 = {1 + 1}" == "1 + 1 = 2"

test_string_concat if concat(",", ["a", "b"]) == "a,b"

test_sprintf if sprintf("%d %s", [1, "x"]) == "1 x"

test_split if split("a.b", ".") == ["a", "b"]

test_regex if regex.match(`^\d+$`, "123")

test_regex_fails if regex.match(`^\d+$`, "12a")

test_arithmetic if 7 % 3 + 2 * 3 == 7

test_division if 1 / 2 == 0.5

test_big_numbers if 9007199254740993 + 1 == 9007199254740994

test_compare_types if null < false

test_sort if sort([3, 1, 2]) == [1, 2, 3]

test_min_max if min([2, 1]) + max([2, 1]) == 3

test_count if count("four") == 4

test_sum if sum([1, 2, 3]) == 6

test_object_get if object.get({"a": {"b": 1}}, ["a", "b"], 0) == 1

test_object_union if object.union({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}

test_json_round_trip if json.unmarshal(json.marshal({"a": [1]})) == {"a": [1]}

test_base64 if base64.decode(base64.encode("hé")) == "hé"

test_walk if {
	walk({"a": {"b": 1}}, [path, 1])
	path == ["a", "b"]
}

test_type_name if type_name({1}) == "set"

test_is_number if is_number(1)

test_cidr if net.cidr_contains("10.0.0.0/8", "10.1.2.3")

test_semver if semver.compare("1.2.0", "1.10.0") == -1

test_division_by_zero if 1 / 0 == 0

test_conversion_fails if to_number("x") == 0

test_bad_json if json.unmarshal("{")

test_error_is_undefined if not to_number("x")

factorial(0) := 1

factorial(n) := n * factorial_of_less(n)

factorial_of_less(1) := 1

factorial_of_less(2) := 1

factorial_of_less(3) := 2

test_function_constant_argument if factorial(0) == 1

test_function_argument if factorial(3) == 6

sign(n) := "negative" if n < 0

else := "zero" if n == 0

else := "positive"

test_else[name] if {
	some name, n in {"negative": -1, "zero": 0, "positive": 1}
	sign(n) == name
}

default fallback(_) := "none"

fallback(x) := "one" if x == 1

test_default_function if fallback(2) == "none"

test_default_function_not_needed if fallback(1) == "one"

colours["red"] := 1

colours["green"] := 2

test_partial_object if colours == {"red": 1, "green": 2}

test_partial_object_key if colours.red == 1

deep.a.b := 1

deep.a[x] := 2 if some x in ["c"]

test_general_ref if deep.a == {"b": 1, "c": 2}

test_input_replaced if input.x == 1 with input as {"x": 1}

test_input_path_replaced if input.x.y == 1 with input.x.y as 1

test_data_replaced if data.limits.small == 1 with data.limits as {"small": 1}

test_rule_replaced if colours == 1 with colours as 1

test_function_replaced if sign(5) == "negative" with sign as "negative"

test_with_ends_with_the_expression if {
	input.x == 1 with input.x as 1
	not input.x
}

test_nested_with if {
	inner with input.x as 1
}

inner if {
	input.x == 1
	input.x == 2 with input.x as 2
}

test_builtin_replaced if count([]) == 3 with count as 3

test_many_assertions if {
	1 == 1
	2 == 2
	3 == 4
	5 == 5
}

test_multi_line if {
	object.union(
		{"a": 1},
		{"b": 2},
	) == {
		"a": 1,
		"b": 3,
	}
}

test_case_by_literal["only"] if 1 == 1

test_no_cases[name] if some name in []

test_one_case[name] if some name in ["it"]

test_failing_cases[n] if {
	some n in numbers.range(1, 5)
	n % 2 == 1
}

test_case_objects[tc.name] if {
	some tc in [{"name": "first", "ok": true}, {"name": "second", "ok": false}, {"name": "third", "ok": true}]
	tc.ok
}

test_case_values[name] := ok if some name, ok in {"yes": true, "no": false, "number": 1}

test_levels[a][b][c] if {
	some a in ["x"]
	some b in ["y", "z"]
	some c in [1, 2]
	[b, c] != ["z", 2]
}

test_not_only_strings[key] if some key in [null, 1, [1, 2], {"k": "v"}, "s"]

todo_test_later if 1 == 2

todo_test_cases[name] if some name in ["a"]

test_xor if bits.xor(5, 1) == 4

test_round if round(2.5) == 3

test_trim if trim_space("  a ") == "a"

test_reverse if strings.reverse("abc") == "cba"

test_wrong_round if round(2.5) == 2
