package authz.sub

on := true

set_of_all contains 1
