package t.not
import data.some as s
p.not = 1 { input.not; data.x.as(1); data.x.if with data.y.if as 2 }
