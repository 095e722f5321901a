package example

# Anybody may look.
allow if input.method == "GET"

# Only the API takes what is sent.
allow if {
	input.method == "POST"
	input.parsed_path[0] == "api"
}
