import type { Random } from "../../policies/random.ts";
import type { Recipes } from "../recipe.ts";
import { forEach, quoteAll } from "../recipe.ts";

const blocks = quoteAll(
  ...[
    "10.0.0.0/8",
    "10.1.2.3/24",
    "192.168.0.0/16",
    "0.0.0.0/0",
    "1.2.3.4/32",
    "10.0.0.0/33",
    "10.0.0/8",
    "10.0.0.0",
    "010.0.0.0/8",
    "::/0",
    "2001:db8::/32",
    "2001:db8::1/128",
    "fe80::1%en0/64",
    "::ffff:10.0.0.0/104",
    "::ffff:1.2.3.4/96",
  ],
  ...[
    "",
    "x",
    "10.0.0.0/-1",
    "10.0.0.0/08",
    "10.0.0.0/8 ",
    "256.0.0.0/8",
    "2001:db8::/129",
    "2001:DB8::/32",
    "1:2:3:4:5:6:7:8/64",
    "1::2::3/64",
    "10.0.0.0/",
    "/8",
    "::1.2.3.4/120",
  ],
);
const addresses = quoteAll(
  "10.1.2.3",
  "1.2.3.4",
  "::1",
  "2001:db8::5",
  "::ffff:10.0.0.1",
  "10.0.0",
  "x",
  "",
  "192.168.5.0/24",
  "10.0.0.0/9",
  "10.0.0.0/7",
  "2001:db8:1::/48",
  "fe80::1%en0",
);
/** Small enough to be written out. */
const smallBlocks = quoteAll(
  "10.0.0.0/29",
  "192.168.1.5/30",
  "1.2.3.4/32",
  "2001:db8::/126",
  "::1/128",
  "10.0.0.255/31",
  "x",
  "",
  "10.0.0.0/33",
  "255.255.255.248/29",
  "::ffff:1.2.3.0/126",
  "0.0.0.0/30",
  "10.1.2.3/26",
  "fe80::/121",
);
const smallBlock = (random: Random): string =>
  random.below(2) === 0
    ? random.pick(smallBlocks)
    : `"${random.below(300)}.0.${random.below(256)}.${random.below(256)}/${26 + random.below(8)}"`;
const many = (random: Random): string => {
  const block = (): string => random.pick([...blocks, ...addresses]);
  switch (random.below(6)) {
    case 0:
      return block();
    case 1:
      return `[${block()}, ${block()}, ${block()}]`;
    case 2:
      return `{${block()}, ${block()}}`;
    case 3:
      return `[[${block()}, "x"], [${block()}, 1]]`;
    case 4:
      return `{"k": ${block()}, "l": [${block()}, 2]}`;
    default:
      return random.pick(["[]", "set()", "{}", "[1]", "[[]]", '{"k": 1}', "[[1]]"]);
  }
};
const merged = (random: Random): string => {
  const block = (): string =>
    random.pick([
      '"10.0.0.0/25"',
      '"10.0.0.128/25"',
      '"10.0.1.0/24"',
      '"10.0.0.0/8"',
      '"2001:db8::/33"',
      '"2001:db8:8000::/33"',
      '"1.2.3.4"',
      '"1.2.3.5/32"',
      '"::1"',
      ...blocks,
    ]);
  const list = [block(), block(), block(), block()].slice(0, 1 + random.below(4)).join(", ");
  return random.pick([`[${list}]`, `{${list}}`, `[${list}]`, "[]", "set()"]);
};

const signingTime = "1700000000000000000";
const awsConfigurations = [
  ...[
    '{"aws_access_key": "AKIAX", "aws_secret_access_key": "secret", "aws_service": "s3", "aws_region": "eu-west-1"}',
    '{"aws_access_key": "A", "aws_secret_access_key": "s", "aws_service": "glacier", "aws_region": "us-east-1", "aws_session_token": "t"}',
  ],
  ...[
    '{"aws_access_key": "A", "aws_secret_access_key": "s", "aws_service": "s3", "aws_region": "r", "disable_payload_signing": true}',
    '{"aws_access_key": "A"}',
    "{}",
    '{"aws_access_key": 1, "aws_secret_access_key": "s", "aws_service": "s3", "aws_region": "r"}',
  ],
  ...[
    '{"aws_access_key": "A", "aws_secret_access_key": "s", "aws_service": "sqs", "aws_region": "r", "disable_payload_signing": true}',
    '{"aws_access_key": "A", "aws_secret_access_key": "s", "aws_service": "s3", "aws_region": "r", "disable_payload_signing": 1}',
  ],
];
const awsRequests = [
  ...[
    '{"method": "get", "url": "https://bucket.s3.amazonaws.com/key"}',
    '{"method": "PUT", "url": "https://h/a b/%20c?x=1&a=2", "body": {"k": [1]}}',
    '{"method": "post", "url": "http://h:8080/p", "raw_body": "é", "headers": {"X-A": " b  c ", "content-type": "text/plain"}}',
  ],
  ...[
    '{"method": "get", "url": "https://h", "headers": {"a": ["x", "y"]}}',
    '{"method": "get"}',
    '{"url": "https://h"}',
    "{}",
    '{"method": "get", "url": 1}',
    '{"method": 1, "url": "https://h"}',
    '{"method": "get", "url": "%zz"}',
    '{"method": "get", "url": "https://h/a/../b//c?é=日"}',
  ],
  ...[
    '{"method": "get", "url": "https://h/", "headers": 1}',
    '{"method": "get", "url": "https://h/", "headers": {"host": "other"}}',
    '{"method": "delete", "url": "https://h/x?y", "body": "text"}',
    '{"method": "get", "url": "https://h/*~/(x)"}',
    '{"method": "get", "url": "/relative"}',
  ],
];

export const netRecipes: Recipes = {
  ...forEach(["net.cidr_contains", "net.cidr_overlap", "net.cidr_intersects"], { operands: [blocks, [...addresses, ...blocks]] }),
  "net.cidr_is_valid": { operands: [[...blocks, ...addresses]], calls: smallBlocks.map((block) => [block]) },
  "net.cidr_expand": { operands: [smallBlock] },
  "net.cidr_merge": { operands: [merged] },
  "net.cidr_contains_matches": { operands: [many, many] },
  "providers.aws.sign_req": { operands: [awsRequests, awsConfigurations, [signingTime, "0", "1.5", "-1"]] },
};
