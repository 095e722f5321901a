/** `EVALUATIONS`, under `node --expose-gc`: several policies in turn, ever new inputs; prints heap samples after collections. */
import { Engine } from "../../src/engine.ts";
import type { Workload } from "../workload.ts";
import { abacTime } from "../workloads/abac-time.ts";
import { httpApi } from "../workloads/http-api.ts";
import { jsonWebToken } from "../workloads/json-web-token.ts";
import { kubernetesAdmission } from "../workloads/kubernetes-admission.ts";
import { oneOfManyRules } from "../workloads/one-of-many-rules.ts";
import { rbac } from "../workloads/rbac.ts";
import type { HeapSample } from "./memory-run.ts";

type Ask = (number: number) => unknown;

/** Patterns that are ever new as well: what keeps compiled ones must let go of them. */
const patternPolicy = `package patterns

allow if regex.match(sprintf("^item-%d-[a-z]+$", [input.number]), input.name)

allow if glob.match(sprintf("item:%d:*", [input.number]), [":"], input.name)
`;

const evaluations = Number(process.argv[2]);
if (globalThis.gc === undefined || !(evaluations > 0)) throw new Error("usage: node --expose-gc … EVALUATIONS");
const collect = globalThis.gc;

const cheap: readonly Ask[] = [
  prepare(rbac, (number) => ({ user: `user-${number % 100}`, method: "PUT", path: ["service-19", `order-${number}`, "items"] })),
  prepare(oneOfManyRules(500), (number) => ({ method: "GET", resource: `resource-${number % 1000}`, role: `role-${number % 10}` })),
  prepare(httpApi, (number) => ({
    attributes: { request: { http: { method: "DELETE", path: `/users/ada/orders/${number}`, headers: { "x-user": "cleo" } } } },
  })),
];
/** Each of these has its turn in every tenth evaluation only. */
const dear: readonly Ask[] = [
  prepare(kubernetesAdmission(6), (_, input) => input),
  prepare(abacTime, (number, input) => ({ ...input, subject: `employee-${number % 200}`, resource: `resource-${number % 300}` })),
  prepare(jsonWebToken("HS256"), (number, input) => ({ ...input, authorization: `Bearer ${number}.${number}.${number}` })),
  prepare(jsonWebToken("HS256"), (_, input) => input),
  preparePatterns(),
];

const samples: HeapSample[] = [];
let answers = 0;
for (let number = 0; number <= evaluations; number++) {
  if (number % Math.max(1, Math.floor(evaluations / 20)) === 0) {
    collect();
    samples.push({ evaluations: number, heapUsed: process.memoryUsage().heapUsed });
  }
  const ask = number % 10 === 0 ? dear[(number / 10) % dear.length] : cheap[number % cheap.length];
  if (ask?.(number) !== undefined) answers++;
}
if (answers === 0) throw new Error("no policy answered anything");
console.log(JSON.stringify(samples));

function prepare({ policy, data, query, input }: Workload, vary: (number: number, input: object) => unknown): Ask {
  const engine = new Engine();
  engine.addModule("policy.rego", policy);
  engine.setData(data);
  const prepared = engine.prepare(query);
  return (number) => prepared.evaluateSync(vary(number, input as object));
}

function preparePatterns(): Ask {
  const engine = new Engine();
  engine.addModule("patterns.rego", patternPolicy);
  const prepared = engine.prepare("data.patterns.allow");
  return (number) => prepared.evaluateSync({ number, name: `item-${number}-name` });
}
