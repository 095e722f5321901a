package style_test

import rego.v1

import data.limits as bounds

test_alias if bounds.large == 1000

test_alias_replaced if bounds.large == 1 with data.limits.large as 1

a.test_in_a_ref if true

a.b.test_deeper[name] if some name in ["x", "y"]

test_ground.ref if true
