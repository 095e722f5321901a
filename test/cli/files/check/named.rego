package named

# METADATA
# schemas:
#   - input: schema.input
#   - data.name: schema.deep.name
#   - input.extra: {"type": "number"}
p if {
	input.servers[_] == 1
	data.name.first
	input.extra == "x"
	input.other
}
