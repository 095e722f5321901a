package clock_test

import data.clock

# Wednesday, 2024-05-15, 10:00 in Berlin.
wednesday := 1715760000000000000

sunday := 1716105600000000000

night := 1715724000000000000

test_weekday if clock.weekday == "Wednesday" with time.now_ns as wednesday

test_sunday if clock.weekday == "Sunday" with time.now_ns as sunday

test_working_hours if clock.working_hours with time.now_ns as wednesday

test_not_at_night if not clock.working_hours with time.now_ns as night

test_not_on_sunday if not clock.working_hours with time.now_ns as sunday

test_today if clock.today == "2024-05-15" with time.now_ns as wednesday

test_time_stands_still if {
	time.now_ns() == time.now_ns()
	clock.now == time.now_ns()
}

test_now_is_later_than_then if clock.now > wednesday

test_expired if clock.expired({"exp": 1715000000}) with time.now_ns as wednesday

test_not_expired if not clock.expired({"exp": 1716000000}) with time.now_ns as wednesday

test_expired_to_the_nanosecond[name] if {
	some name, tc in {
		"at": {"now": 1715000000000000000, "want": false},
		"after": {"now": 1715000000000000001, "want": true},
	}
	got := count([1 | clock.expired({"exp": 1715000000}) with time.now_ns as tc.now]) == 1
	got == tc.want
}

respond(request) := {"status_code": 200, "body": {"level": "gold"}} if endswith(request.url, "/ines")

respond(request) := {"status_code": 200, "body": {"level": "bronze"}} if endswith(request.url, "/tom")

respond(request) := {"status_code": 404} if endswith(request.url, "/zoe")

test_user_by_function if clock.user == {"level": "gold"} with http.send as respond with input.user as "ines"

test_user_by_value if clock.user.level == 1 with http.send as {"status_code": 200, "body": {"level": 1}} with input.user as "x"

test_user_not_found if not clock.user with http.send as respond with input.user as "zoe"

test_level_default if clock.level == "none" with http.send as respond with input.user as "zoe"

test_level_of_nobody if clock.level == "none" with http.send as respond with input.user as "nobody"

test_level if clock.level == "bronze" with http.send as respond with input.user as "tom"

test_allow if clock.allow with http.send as respond with input.user as "ines" with time.now_ns as wednesday

test_not_allowed_by_night if not clock.allow with http.send as respond with input.user as "ines" with time.now_ns as night

test_not_allowed_for_bronze if not clock.allow with http.send as respond with input.user as "tom" with time.now_ns as wednesday

test_matrix[user][day] if {
	some user, level in {"ines": true, "tom": false, "zoe": false}
	some day, now in {"wednesday": wednesday, "sunday": sunday}
	print(user, "on", day)
	got := count([1 | clock.allow with http.send as respond with input.user as user with time.now_ns as now]) == 1
	got == (level == (day == "wednesday"))
}

flag(request) := {"body": {"on": endswith(request.url, "beta")}}

test_flags if clock.flags == {"beta": true} with http.send as flag

test_all_flags if clock.flags == {"beta": true, "dark": true} with http.send as {"body": {"on": true}}

test_no_flags if clock.flags == {} with http.send as {"body": {"on": false}}

test_url_is_right if {
	clock.user == "https://users.example/ann" with http.send as echo with input.user as "ann"
}

echo(request) := {"status_code": 200, "body": request.url}

test_method_is_right if clock.user == "get" with http.send as echo_method with input.user as "ann"

echo_method(request) := {"status_code": 200, "body": request.method}

test_tokens_left if clock.tokens_left == 7 with data.quota as 10 with input.used as [1, 2, 3]

test_tokens_left_undefined if not clock.tokens_left with input.used as []

test_id_mocked if clock.id == "x" with uuid.rfc4122 as "x"

test_id_stays if clock.id == uuid.rfc4122("request")

test_wrong_weekday if clock.weekday == "Friday" with time.now_ns as wednesday

test_wrong_level if clock.level == "gold" with http.send as respond with input.user as "tom"

test_print_before_failure if {
	level := clock.level with http.send as respond with input.user as "tom"
	print("level:", level)
	print("list:", [1, "two", null], {"a": {1, 2}})
	level == "silver"
}

test_print_undefined if {
	print("undefined:", input.nothing, "and more")
}

test_late_failure_with_values if {
	day := clock.weekday with time.now_ns as sunday
	hours := 8
	x := {"day": day, "hours": hours}
	x.day == "Sunday"
	x.hours > 9
}

todo_test_time_zones if clock.working_hours
