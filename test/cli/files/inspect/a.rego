# METADATA
# title: pkg
# description: the package
# authors:
# - Jane <j@x.y>
# - name: Joe
# organizations:
# - acme
# related_resources:
# - https://x.y/z
# - ref: https://a.b
#   description: d
# custom:
#   k: v
#   l: [1, {"a": 2}]
package a.b

import data.foo

# METADATA
# title: rule p
# scope: rule
# schemas:
#   - input: schema.x
#   - input.y: {"type": "string"}
p if foo.bar

# METADATA
# scope: document
# entrypoint: true
q := input.x

test_x if upper("x") == http.send({}).x
