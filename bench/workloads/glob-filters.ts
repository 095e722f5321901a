import { defineWorkload } from "../workload.ts";

const buckets = ["shop-logs", "shop-media", "audit-logs", "backup"];
const kept = new Map<string, RegExp>();

export const globFilters = defineWorkload({
  name: "filters-glob",
  standsFor: "300 resource names against 8 glob patterns of the data, with two delimiters",
  query: "data.filters.denied",
  policy: `package filters

denied contains resource if {
	some resource in input.resources
	not permitted(resource)
}

permitted(resource) if {
	some pattern in data.patterns
	glob.match(pattern, [":", "/"], resource)
}
`,
  data: {
    patterns: [
      "arn:aws:s3:::shop-logs/*",
      "arn:aws:s3:::shop-media/**",
      "arn:aws:s3:::*-logs/2025/*/summary.json",
      "arn:aws:sqs:eu-west-?:*:orders-*",
      "arn:aws:sqs:eu-*:4711:audit",
      "arn:aws:lambda:*:4711:function:*",
      "arn:aws:sns:*:*:alarms",
      "arn:aws:dynamodb:*:4711:table/*",
    ],
  },
  input: {
    resources: Array.from({ length: 300 }, (_, index) => {
      if (index % 3 === 0) return `arn:aws:s3:::${buckets[index % 4]}/2025/${index}/${index % 2 === 0 ? "summary.json" : "part-0001.gz"}`;
      if (index % 3 === 1) return `arn:aws:sqs:eu-west-${index % 14}:${4711 + (index % 5)}:orders-${index}`;
      return `arn:aws:lambda:us-east-1:${4711 + (index % 2)}:function:handler-${index}`;
    }),
  },
  byHand: (input, data) => {
    const patterns = data.patterns.map(compileGlob);
    const denied = new Set<string>();
    for (const resource of input.resources) {
      if (typeof resource !== "string" || !patterns.some((pattern) => pattern.test(resource))) denied.add(resource);
    }
    return [...denied].sort();
  },
});

/** `*` and `?` stay between the delimiters `:` and `/`, `**` does not. Patterns are compiled once. */
function compileGlob(pattern: string): RegExp {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  const source = pattern.replace(/\*\*|\*|\?|[\\^$.|+()[\]{}]/g, (part) => {
    if (part === "**") return ".*";
    if (part === "*") return "[^:/]*";
    return part === "?" ? "[^:/]" : `\\${part}`;
  });
  const compiled = new RegExp(`^${source}$`, "s");
  kept.set(pattern, compiled);
  return compiled;
}
