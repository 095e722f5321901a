# METADATA
# title: a

# METADATA
# title: b
package a

# METADATA
# scope: document
# title: p
p if input.x

# METADATA
# scope: document
# title: again
p if input.y
