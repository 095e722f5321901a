package types

server := {"id": "s1", "ports": ["p1", "p2"], "open": true, "weight": 2.5}

servers := [server, {"id": "s2", "ports": [], "open": false, "weight": 1}]

names := {s.id | some s in servers}

by_id := {s.id: s.weight | some s in servers}

ports contains port if some port in server.ports

heaviest := max([w | some w in by_id])

upper_name(name) := upper(name)

total(values) := sum(values)

scale(x, y) := x * y

pair := [1, "one"]

first := pair[0] + 1

second := upper(pair[1])

nested.inner.value := 7

nested.inner.text := "seven"

nested_sum := nested.inner.value + 1

scaled := scale(server.weight, 2)

joined := concat(",", server.ports)

found if "p1" in server.ports

known if server.id in names

all_open if {
	every s in servers {
		s.open == true
		count(s.ports) >= 0
	}
}

text := $"server {server.id} has {count(server.ports)} ports"

heavy contains s.id if {
	some s in servers
	s.weight > 2
	s.id != "s3"
}

merged := object.union(server, {"extra": null})

parts := split(server.id, "")

combined := names | {"s9"}

mapped := upper_name(server.id)

lookup := by_id[server.id]

