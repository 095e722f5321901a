# What is wrong with the servers of a network. Each `contains` adds to a set, and sets have no doubles.
package servers

# In which network a server is.
location[server.id] := name if {
	some server in input.servers
	some name, range in data.networks
	net.cidr_contains(range, server.address)
}

misplaced contains server.id if {
	some server in input.servers
	not location[server.id]
}

# Object keys are texts, ports are numbers.
insecure contains {"server": server.id, "service": service} if {
	some server in input.servers
	some port in server.ports
	service := data.insecure[format_int(port, 10)]
}

# Networks in which there is anything to see to.
affected contains location[id] if some {"server": id, "service": _} in insecure

affected contains "nowhere" if count(misplaced) > 0

ok if {
	count(misplaced) == 0
	count(insecure) == 0
}
