package unsafe

p if { q }
