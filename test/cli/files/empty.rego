package c

import rego.v1
