package a

# METADATA
# title: [
p := )
