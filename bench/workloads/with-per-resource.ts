import { defineWorkload } from "../workload.ts";

interface Limits {
  readonly replicas: number;
  readonly owners: readonly string[];
}

interface Resource {
  readonly name: string;
  readonly stage: string;
  readonly replicas: number;
  readonly owner: string;
  readonly labels: Readonly<Record<string, string>>;
}

const stages: Readonly<Record<string, Limits>> = {
  production: { replicas: 20, owners: ["core", "shop", "search"] },
  staging: { replicas: 5, owners: ["core", "shop", "search", "labs"] },
};

const resources: readonly Resource[] = Array.from({ length: 40 }, (_, index) => ({
  name: `deployment-${index}`,
  stage: index % 3 === 0 ? "production" : "staging",
  replicas: (index * 7) % 24,
  owner: ["core", "shop", "labs", "guests"][index % 4] ?? "",
  labels: (index % 5 === 0 ? {} : { app: `app-${index}` }) as Readonly<Record<string, string>>,
}));

export const withPerResource = defineWorkload({
  name: "with-per-resource",
  standsFor: "a policy for one resource applied to 40 of them, by `with input` and `with data`",
  query: "data.review.messages",
  policy: `package review

messages contains message if {
	some resource in input.resources
	some message in problems with input as resource with data.limits as data.stages[resource.stage]
}

problems contains sprintf("%s has more than %d replicas", [input.name, data.limits.replicas]) if {
	input.replicas > data.limits.replicas
}

problems contains sprintf("%s belongs to %s", [input.name, input.owner]) if not permitted_owner

problems contains sprintf("%s has no label app", [input.name]) if not input.labels.app

permitted_owner if input.owner in data.limits.owners
`,
  data: { stages },
  input: { resources },
  byHand: (input, data) => {
    const messages = new Set<string>();
    for (const { name, stage, replicas, owner, labels } of input.resources) {
      const limits = data.stages[stage];
      if (limits === undefined) continue;
      if (replicas > limits.replicas) messages.add(`${name} has more than ${limits.replicas} replicas`);
      if (!limits.owners.includes(owner)) messages.add(`${name} belongs to ${owner}`);
      if (!labels["app"]) messages.add(`${name} has no label app`);
    }
    return [...messages].sort();
  },
});
