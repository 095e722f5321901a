/** A module of a policy set: its path and its text. */
export interface GeneratedModule {
  readonly path: string;
  readonly text: string;
}

const linesOfModule = 100;

/**
 * A policy set of about so many lines, in modules of some hundred: each has a package of a team with rules for requests, deployments and
 * costs, functions, comprehensions and tests of values, imports what all share, and reads the package of the team before it.
 */
export function makePolicySet(lines: number): readonly GeneratedModule[] {
  const count = Math.max(1, Math.round(lines / linesOfModule));
  return [{ path: "shared.rego", text: shared }, ...Array.from({ length: count }, (_, index) => makeModule(index))];
}

/** How many lines all modules have. */
export function countLines(modules: readonly GeneratedModule[]): number {
  return modules.reduce((sum, { text }) => sum + text.trimEnd().split("\n").length, 0);
}

/** How many tokens: texts, numbers, names, operators and brackets; no comments. */
export function countTokens(modules: readonly GeneratedModule[]): number {
  const token = /"(?:[^"\\]|\\.)*"|`[^`]*`|[0-9]+(?:\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*|:=|==|!=|<=|>=|[^\s\w]/g;
  return modules.reduce((sum, { text }) => sum + (text.replace(/^\s*#.*$/gm, "").match(token)?.length ?? 0), 0);
}

const shared = `package shared

is_business_hour(hour) if {
	hour >= 8
	hour < 18
}

path_of(request) := split(trim(request.path, "/"), "/")

roles_of(user) := {role |
	some role in data.bindings[user]
}

has_role(user, role) if role in roles_of(user)

severity := {"info": 0, "warning": 1, "error": 2}
`;

function makeModule(index: number): GeneratedModule {
  const [team, port, before] = [`team${index}`, 8000 + (index % 900), `team${Math.max(0, index - 1)}`];
  const parent = index === 0 ? "data.defaults" : `data.policies.${before}.defaults`;
  const text = `# METADATA
# title: Policies of ${team}
# description: Who may call its services, what it may deploy, and what that costs.
package policies.${team}

import data.shared

defaults := {
	"port": ${port},
	"owner": "${team}",
	"limits": {"cpu": ${(index % 8) + 1}, "memory": ${((index % 8) + 1) * 512}},
	"regions": ["eu-west-1", "eu-central-1", "us-east-${(index % 3) + 1}"],
}

inherited := object.union(${parent}, defaults)

default allow := false

# Everybody may look at what is public.
allow if {
	input.request.method == "GET"
	shared.path_of(input.request) = ["${team}", "public", _]
}

allow if {
	input.request.method in {"GET", "HEAD"}
	shared.path_of(input.request) = ["${team}", "orders", order]
	order_belongs_to(order, input.user.name)
	shared.is_business_hour(input.time.hour)
}

allow if {
	shared.has_role(input.user.name, "${team}-admin")
	not suspended[input.user.name]
}

order_belongs_to(order, user) if data.orders[order].customer == user

order_belongs_to(order, user) if {
	some delegate in data.orders[order].delegates
	delegate == user
}

suspended[user] := reason if {
	some entry in data.suspensions
	entry.team == "${team}"
	user := entry.user
	reason := sprintf("%s is suspended since %s", [user, entry.since])
}

deny contains message if {
	some container in input.deployment.containers
	container.resources.cpu > inherited.limits.cpu
	message := sprintf("%s: %v of cpu are more than %v", [container.name, container.resources.cpu, inherited.limits.cpu])
}

deny contains message if {
	some container in input.deployment.containers
	not startswith(container.image, "registry.example.com/${team}/")
	message := sprintf("%s: image %s does not belong to ${team}", [container.name, container.image])
}

deny contains message if {
	some region in input.deployment.regions
	not region in inherited.regions
	message := concat(" ", ["region", region, "is not one of", concat(", ", inherited.regions)])
}

deny contains "no owner" if not input.deployment.labels.owner

ports := {port |
	some container in input.deployment.containers
	some port in container.ports
	port >= ${port}
}

cost_by_region := {region: total |
	some region in inherited.regions
	total := sum([amount |
		some item in data.costs["${team}"]
		item.region == region
		amount := item.hours * price(item.kind)
	])
}

price(kind) := ${(index % 5) + 1} if kind == "small"

price(kind) := ${(index % 5) + 4} if kind == "large"

else := 10 if kind in {"huge", "metal"}

findings contains finding if {
	some message in deny
	finding := {"level": shared.severity.error, "message": message, "team": "${team}"}
}

summary := {"allow": allow, "findings": count(findings), "ports": ports} if {
	every region in input.deployment.regions {
		cost_by_region[region] < ${1000 + index}
	}
}
`;
  return { path: `${team}.rego`, text };
}
