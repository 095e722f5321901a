import { defineWorkload } from "../workload.ts";

const version = /^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$/;
const image = /^([a-z0-9.-]+)\/([a-z0-9-]+(?:\/[a-z0-9-]+)*):([^:]+)$/;
const kept = new Map<string, RegExp>();

export const regexFilters = defineWorkload({
  name: "filters-regex",
  standsFor: "300 image names: constant patterns with groups, and 4 patterns of the data",
  query: "data.filters.report",
  policy: `package filters

image_pattern := \`^([a-z0-9.-]+)/([a-z0-9-]+(?:/[a-z0-9-]+)*):([^:]+)$\`

unversioned contains name if {
	some name in input.images
	[_, _, _, tag] := regex.find_all_string_submatch_n(image_pattern, name, 1)[0]
	not regex.match(\`^v?(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$\`, tag)
}

malformed contains name if {
	some name in input.images
	not regex.match(image_pattern, name)
}

forbidden contains name if {
	some name in input.images
	some pattern in data.forbidden
	regex.match(pattern, name)
}

report := {"unversioned": unversioned, "malformed": malformed, "forbidden": forbidden}
`,
  data: { forbidden: ["^docker\\.io/", "/(test|sandbox)-[a-z]+", ":(latest|edge)$", "^[^/]+$"] },
  input: {
    images: Array.from({ length: 300 }, (_, index) => {
      if (index % 10 === 9) return `Tool_${index}`;
      const registry = index % 4 === 0 ? "docker.io" : "registry.example.com";
      const path = index % 7 === 0 ? "sandbox-tools/runner" : `shop/service-${index}`;
      const tag = index % 5 === 0 ? "latest" : index % 3 === 0 ? `build${index}` : `v1.${index}.0`;
      return `${registry}/${path}:${tag}`;
    }),
  },
  byHand: (input, data) => {
    const forbiddenPatterns = data.forbidden.map(compileOnce);
    const [unversioned, malformed, forbidden] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const name of input.images) {
      const found = image.exec(name);
      if (found === null) malformed.add(name);
      else if (!version.test(found[3] ?? "")) unversioned.add(name);
      if (forbiddenPatterns.some((pattern) => pattern.test(name))) forbidden.add(name);
    }
    return { unversioned: [...unversioned].sort(), malformed: [...malformed].sort(), forbidden: [...forbidden].sort() };
  },
});

function compileOnce(pattern: string): RegExp {
  const known = kept.get(pattern) ?? new RegExp(pattern);
  kept.set(pattern, known);
  return known;
}
