import type { Workload } from "./workload.ts";
import { abac } from "./workloads/abac.ts";
import { abacTime } from "./workloads/abac-time.ts";
import { aggregation } from "./workloads/aggregation.ts";
import { cidrChecks } from "./workloads/cidr-checks.ts";
import { deepDocuments } from "./workloads/deep-documents.ts";
import { documentTree } from "./workloads/document-tree.ts";
import { functionsAndWith } from "./workloads/functions-and-with.ts";
import { globFilters } from "./workloads/glob-filters.ts";
import { graphReachability } from "./workloads/graph-reachability.ts";
import { groupBy } from "./workloads/group-by.ts";
import { httpApi } from "./workloads/http-api.ts";
import { joinTables } from "./workloads/join.ts";
import { jsonWebToken } from "./workloads/json-web-token.ts";
import { kubernetesAdmission } from "./workloads/kubernetes-admission.ts";
import { oneOfManyRules } from "./workloads/one-of-many-rules.ts";
import { partialSetMembership } from "./workloads/partial-set-membership.ts";
import { rbac } from "./workloads/rbac.ts";
import { regexFilters } from "./workloads/regex-filters.ts";
import { rulesByArgument } from "./workloads/rules-by-argument.ts";
import { rulesByGlob } from "./workloads/rules-by-glob.ts";
import { rulesByMembership } from "./workloads/rules-by-membership.ts";
import { rulesByPrefix } from "./workloads/rules-by-prefix.ts";
import { stringFilters } from "./workloads/string-filters.ts";
import { terraformPlan } from "./workloads/terraform-plan.ts";
import { trivialAllow } from "./workloads/trivial-allow.ts";
import { userLookup } from "./workloads/user-lookup.ts";
import { withPerResource } from "./workloads/with-per-resource.ts";

/** Makes a workload when it is wanted, since some are large. */
export type MakeWorkload = () => Workload;

/** The workloads that come in sizes, by family: what grows, and from where to where. */
export const families: Readonly<Record<string, { readonly sizes: readonly number[]; readonly make: (size: number) => Workload }>> = {
  index: { sizes: [10, 500, 10_000], make: oneOfManyRules },
  "index-in": { sizes: [10, 500, 10_000], make: rulesByMembership },
  "index-startswith": { sizes: [10, 500, 10_000], make: rulesByPrefix },
  "index-glob": { sizes: [10, 500, 10_000], make: rulesByGlob },
  "index-argument": { sizes: [10, 500, 10_000], make: rulesByArgument },
  "user-lookup": { sizes: [1000, 100_000, 1_000_000], make: userLookup },
  "group-by": { sizes: [300, 3000, 30_000], make: groupBy },
  "kubernetes-admission": { sizes: [6, 50], make: kubernetesAdmission },
  cidr: { sizes: [1000], make: cidrChecks },
  graph: { sizes: [100_000], make: graphReachability },
  "terraform-plan": { sizes: [4500], make: terraformPlan },
};

/** A workload by name. */
export const workloads: Readonly<Record<string, MakeWorkload>> = {
  "trivial-allow": () => trivialAllow,
  rbac: () => rbac,
  "http-api": () => httpApi,
  abac: () => abac,
  "abac-time": () => abacTime,
  ...ofFamily("kubernetes-admission"),
  ...ofFamily("index"),
  ...ofFamily("index-in"),
  ...ofFamily("index-startswith"),
  ...ofFamily("index-glob"),
  ...ofFamily("index-argument"),
  "partial-set-membership": () => partialSetMembership,
  ...ofFamily("user-lookup"),
  "join-300x50": () => joinTables,
  ...ofFamily("group-by"),
  "aggregation-100000": () => aggregation,
  "filters-strings": () => stringFilters,
  "filters-glob": () => globFilters,
  "filters-regex": () => regexFilters,
  ...ofFamily("cidr"),
  ...ofFamily("graph"),
  "jwt-hs256": () => jsonWebToken("HS256"),
  "jwt-rs256": () => jsonWebToken("RS256"),
  ...ofFamily("terraform-plan"),
  "functions-and-with": () => functionsAndWith,
  "with-per-resource": () => withPerResource,
  "deep-documents": () => deepDocuments,
  "document-tree": () => documentTree,
};

function ofFamily(name: string): Readonly<Record<string, MakeWorkload>> {
  const { sizes = [], make } = families[name] ?? {};
  return Object.fromEntries(sizes.flatMap((size) => (make === undefined ? [] : [[`${name}-${size}`, () => make(size)]])));
}
