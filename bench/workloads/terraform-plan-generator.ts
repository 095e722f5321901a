/** The state of one resource, as far as the policy reads it; all else that a plan has is there too. */
interface State {
  readonly tags?: Readonly<Record<string, string>>;
  readonly instance_type?: string;
  readonly ingress?: readonly { readonly from_port: number; readonly to_port: number; readonly cidr_blocks: readonly string[] }[];
  readonly server_side_encryption_configuration?: readonly unknown[];
  readonly [name: string]: unknown;
}

interface Change {
  readonly actions: readonly string[];
  readonly before: State | null;
  readonly after: State | null;
  readonly [name: string]: unknown;
}

/** What a plan says about one resource. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: Change;
  readonly [name: string]: unknown;
}

const types = ["aws_instance", "aws_security_group", "aws_s3_bucket", "aws_db_instance", "aws_iam_role"];
const actionsOf = [["create"], ["update"], ["no-op"], ["delete", "create"], ["delete"], ["create"], ["update"]];

/** The parts of `terraform show -json` that are about changes; the same for the same number. */
export function makePlan(resources: number): { readonly resource_changes: readonly ResourceChange[]; readonly [name: string]: unknown } {
  return {
    format_version: "1.2",
    terraform_version: "1.9.5",
    variables: { region: { value: "eu-west-1" }, stage: { value: "production" } },
    resource_changes: Array.from({ length: resources }, (_, index) => makeChange(index)),
  };
}

function makeChange(index: number): ResourceChange {
  const type = types[index % types.length] ?? "";
  const actions = actionsOf[(index * 11) % actionsOf.length] ?? [];
  const before = actions.includes("create") && !actions.includes("delete") ? null : makeState(type, index);
  const after = actions.length === 1 && actions[0] === "delete" ? null : makeState(type, index + 1);
  return {
    address: `module.shop[${index % 30}].${type}.item_${index}`,
    module_address: `module.shop[${index % 30}]`,
    mode: "managed",
    type,
    name: `item_${index}`,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions, before, after, after_unknown: { arn: true, id: true, tags_all: {} }, before_sensitive: false, after_sensitive: {} },
  };
}

function makeState(type: string, seed: number): State {
  const shared = {
    id: `resource-${(seed * 7919) % 100_003}`,
    arn: `arn:aws:service:eu-west-1:123456789012:${type}/${seed}`,
    region: "eu-west-1",
    timeouts: { create: "30m", update: "30m", delete: "60m" },
    lifecycle: { create_before_destroy: seed % 2 === 0, ignore_changes: ["tags_all", "last_modified"] },
    tags: {
      Name: `item-${seed}`,
      team: `team-${seed % 9}`,
      ...(seed % 17 === 0 ? {} : { "cost-center": `${4000 + (seed % 50)}` }),
    } as Readonly<Record<string, string>>,
  };
  if (type === "aws_instance") {
    const size = ["t3.micro", "t3.small", "m6i.large", "x2idn.32xlarge"][seed % 13 === 0 ? 3 : seed % 3] ?? "";
    return { ...shared, ami: `ami-${seed}`, instance_type: size, root_block_device: [{ volume_size: 20 + (seed % 80), encrypted: true }] };
  }
  if (type === "aws_security_group") {
    const ingress = [443, 22, 8080].map((port) => ({
      description: `port ${port} for item ${seed}`,
      from_port: port,
      to_port: port,
      protocol: "tcp",
      cidr_blocks: port === 443 || seed % 19 === 0 ? ["0.0.0.0/0"] : [`10.${seed % 250}.0.0/16`],
      ipv6_cidr_blocks: [],
    }));
    return { ...shared, vpc_id: `vpc-${seed % 5}`, ingress };
  }
  if (type === "aws_s3_bucket") {
    const encryption = [{ rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }] }];
    return { ...shared, bucket: `bucket-${seed}`, ...(seed % 11 === 0 ? {} : { server_side_encryption_configuration: encryption }) };
  }
  if (type === "aws_db_instance") return { ...shared, engine: "postgres", allocated_storage: 100 + seed, multi_az: seed % 2 === 0 };
  const statement = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  return { ...shared, assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) };
}
