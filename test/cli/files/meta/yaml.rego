# METADATA
# title: a
# title: b
package a

# METADATA
# authors:
# 	- x
p := 1
