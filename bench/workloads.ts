import type { Workload } from "./workload.ts";
import { abac } from "./workloads/abac.ts";
import { aggregation } from "./workloads/aggregation.ts";
import { deepDocuments } from "./workloads/deep-documents.ts";
import { functionsAndWith } from "./workloads/functions-and-with.ts";
import { groupBy } from "./workloads/group-by.ts";
import { joinTables } from "./workloads/join.ts";
import { kubernetesAdmission } from "./workloads/kubernetes-admission.ts";
import { oneOfManyRules } from "./workloads/one-of-many-rules.ts";
import { partialSetMembership } from "./workloads/partial-set-membership.ts";
import { rbac } from "./workloads/rbac.ts";
import { trivialAllow } from "./workloads/trivial-allow.ts";
import { userLookup } from "./workloads/user-lookup.ts";

/** A workload by name; made when it is wanted, since some are large. */
export const workloads: Readonly<Record<string, () => Workload>> = {
  "trivial-allow": () => trivialAllow,
  rbac: () => rbac,
  abac: () => abac,
  "kubernetes-admission-6": () => kubernetesAdmission(6),
  "kubernetes-admission-50": () => kubernetesAdmission(50),
  "index-10": () => oneOfManyRules(10),
  "index-500": () => oneOfManyRules(500),
  "index-10000": () => oneOfManyRules(10_000),
  "partial-set-membership": () => partialSetMembership,
  "user-lookup-1000": () => userLookup(1000),
  "user-lookup-100000": () => userLookup(100_000),
  "join-300x50": () => joinTables,
  "group-by-300": () => groupBy(300),
  "group-by-30000": () => groupBy(30_000),
  "aggregation-100000": () => aggregation,
  "functions-and-with": () => functionsAndWith,
  "deep-documents": () => deepDocuments,
};
