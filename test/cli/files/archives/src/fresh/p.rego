package fresh.p

allow if input.user == data.fresh.owner
