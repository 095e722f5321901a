package schema_test

allow if input.nope

test_allow if allow with input as {"nope": true}
