# Decisions that depend on the time and on answers from elsewhere.
package clock

now := time.now_ns()

weekday := time.weekday(now)

working_hours if {
	[hour, _, _] := time.clock([now, "Europe/Berlin"])
	hour >= 9
	hour < 17
	not weekday in {"Saturday", "Sunday"}
}

expired(token) if now > token.exp * 1000000000

user := response.body if {
	response := http.send({"method": "get", "url": $"https://users.example/{input.user}", "raise_error": false})
	response.status_code == 200
}

default level := "none"

level := user.level

allow if {
	working_hours
	level in {"gold", "silver"}
}

flags[name] if {
	some name in ["beta", "dark"]
	response := http.send({"method": "get", "url": concat("/", ["https://flags.example", name])})
	response.body.on
}

today := time.format([now, "UTC", "2006-01-02"])

tokens_left := data.quota - count(input.used)

id := uuid.rfc4122("request")
