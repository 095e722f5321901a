package lib
helper(x) := y if y := data.names[x]
msgs := {"a": input.a, "b": data.policy.obj.k}
