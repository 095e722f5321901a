# top

# of the package
package a # behind
# METADATA
# title: x
p := [ # one
  # two
  1, # three
  # four
  2 # five
  # six
] # seven


# eight

# nine
q if { # ten
 x # eleven
 # twelve

 # thirteen
} # fourteen
# fifteen
else := 2 if {
 y
 # sixteen
}
r := [
 1, # kept as written
]
s if {
 a # seventeen
}
t contains x if {
 x := 1
 # leaves
}
u := {x | # twenty
 x := 1 # twenty one
 # twenty two
}
v := f(1,
 # twenty three
 2)

# end

# of all
