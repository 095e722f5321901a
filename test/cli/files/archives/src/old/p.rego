package old.p

list[x] { x := data.fresh.owner }
