package a # b
# c
import data.z # d
p { # e
 x # f
}
p = [[ # g
 1], # h
 2] { y }
