package typed

import future.keywords.in

f(x) := upper(1)

g(y) if y in input.servers
