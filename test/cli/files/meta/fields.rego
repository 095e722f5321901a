# METADATA
# title: héé 😀
# entrypoint: yes
# authors:
# - A <a@b.c>
# - {email: e@f.g}
# related_resources:
# - http://a.b
# - {ref: "http://a.b/longer", description: d}
# schemas:
# - input: schema["a-b"]
# - data.x: {type: string, title: s}
# compile: {unknowns: [input]}
package a

# METADATA
# description: keys
q.r[x] := 1 if some x in [1]
