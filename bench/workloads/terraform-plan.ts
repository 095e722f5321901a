import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";
import { makePlan, type ResourceChange } from "./terraform-plan-generator.ts";

const data = {
  allowed_instance_types: ["t3.micro", "t3.small", "m6i.large"],
  protected_types: ["aws_db_instance", "aws_s3_bucket"],
  required_tags: ["team", "cost-center"],
  weights: {
    aws_instance: { create: 1, update: 2, delete: 10 },
    aws_security_group: { create: 1, update: 3, delete: 5 },
    aws_s3_bucket: { create: 1, update: 1, delete: 50 },
    aws_db_instance: { create: 5, update: 10, delete: 100 },
  } as Readonly<Record<string, Readonly<Record<string, number>>>>,
};

/** A plan as `terraform show -json` prints it; 4,500 changed resources are 5 MB. */
export function terraformPlan(resources: number): Workload {
  return defineWorkload({
    name: `terraform-plan-${resources}`,
    standsFor: `what a Terraform plan of ${resources} changed resources (5 MB of JSON for 4,500) may not do, and how much it risks`,
    query: "data.terraform.analysis.report",
    policy: `package terraform.analysis

changed contains change.address if {
	some change in input.resource_changes
	is_written(change)
}

is_written(change) if {
	some action in change.change.actions
	action in {"create", "update"}
}

deny contains message if {
	some change in input.resource_changes
	change.type == "aws_s3_bucket"
	is_written(change)
	not change.change.after.server_side_encryption_configuration
	message := sprintf("%s: bucket is not encrypted", [change.address])
}

deny contains message if {
	some change in input.resource_changes
	change.type == "aws_security_group"
	some rule in change.change.after.ingress
	"0.0.0.0/0" in rule.cidr_blocks
	rule.from_port <= 22
	rule.to_port >= 22
	message := sprintf("%s: SSH is open to everybody", [change.address])
}

deny contains message if {
	some change in input.resource_changes
	is_written(change)
	some tag in data.required_tags
	not change.change.after.tags[tag]
	message := sprintf("%s: tag %s is missing", [change.address, tag])
}

deny contains message if {
	some change in input.resource_changes
	change.type == "aws_instance"
	is_written(change)
	not change.change.after.instance_type in data.allowed_instance_types
	message := sprintf("%s: type %s is not allowed", [change.address, change.change.after.instance_type])
}

deny contains message if {
	some change in input.resource_changes
	change.type in data.protected_types
	"delete" in change.change.actions
	message := sprintf("%s: is protected from deletion", [change.address])
}

risk := sum([weight |
	some change in input.resource_changes
	some action in change.change.actions
	weight := data.weights[change.type][action]
])

report := {"deny": deny, "risk": risk, "changed": count(changed)}
`,
    data,
    input: makePlan(resources),
    byHand: (input, settings) => {
      const messages = new Set<string>();
      const changed = new Set<string>();
      let risk = 0;
      for (const resource of input.resource_changes) {
        const isWritten = resource.change.actions.some((action) => action === "create" || action === "update");
        if (isWritten) changed.add(resource.address);
        review(resource, isWritten, settings, messages);
        for (const action of resource.change.actions) risk += settings.weights[resource.type]?.[action] ?? 0;
      }
      return { deny: [...messages].sort(), risk, changed: changed.size };
    },
  });
}

function review({ address, type, change }: ResourceChange, isWritten: boolean, settings: typeof data, messages: Set<string>): void {
  const { actions, after } = change;
  if (type === "aws_s3_bucket" && isWritten && !after?.server_side_encryption_configuration) {
    messages.add(`${address}: bucket is not encrypted`);
  }
  if (type === "aws_security_group") {
    for (const rule of after?.ingress ?? []) {
      if (rule.cidr_blocks.includes("0.0.0.0/0") && rule.from_port <= 22 && rule.to_port >= 22) {
        messages.add(`${address}: SSH is open to everybody`);
      }
    }
  }
  if (isWritten) {
    for (const tag of settings.required_tags) if (!after?.tags?.[tag]) messages.add(`${address}: tag ${tag} is missing`);
    const instanceType = after?.instance_type;
    if (type === "aws_instance" && instanceType !== undefined && !settings.allowed_instance_types.includes(instanceType)) {
      messages.add(`${address}: type ${instanceType} is not allowed`);
    }
  }
  if (settings.protected_types.includes(type) && actions.includes("delete")) messages.add(`${address}: is protected from deletion`);
}
