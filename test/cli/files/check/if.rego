package old

import future.keywords.if

p if 1
