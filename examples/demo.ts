/** `npm run demo`: two policies, what they are asked, and what they decide. Each is the files of a folder beside this one. */
import { readFileSync } from "node:fs";
import { Engine } from "../src/index.ts";

interface Example {
  readonly title: string;
  readonly folder: string;
  /** Queries, each with what its answer is. */
  readonly queries: readonly (readonly [query: string, about: string])[];
  /** Files of requests, each with what it is about. */
  readonly requests: readonly (readonly [file: string, about: string])[];
}

const examples: readonly Example[] = [
  {
    title: "HTTP authorisation by roles",
    folder: "examples/http-rbac",
    queries: [["data.http.authz.decision", "The decision"]],
    requests: [
      ["input.json", "an accountant changes an invoice"],
      ["input-denied.json", "an auditor deletes an invoice"],
    ],
  },
  {
    title: "Kubernetes admission control",
    folder: "examples/kubernetes-admission",
    queries: [
      ["data.kubernetes.admission.violations", "What is wrong with it"],
      ["data.kubernetes.admission.response.response.allowed", "The decision"],
    ],
    requests: [["input.json", "a developer creates a pod with three containers"]],
  },
];

for (const { title, folder, queries, requests } of examples) {
  const policy = readFileSync(`${folder}/policy.rego`, "utf8");
  const engine = new Engine();
  engine.addModule(`${folder}/policy.rego`, policy);
  engine.setData(JSON.parse(readFileSync(`${folder}/data.json`, "utf8")));
  printHeading(title);
  printPart(`The policy (${folder}/policy.rego)`, policy.trimEnd());
  for (const [file, about] of requests) {
    const input: unknown = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
    printPart(`The request: ${about} (${folder}/${file})`, JSON.stringify(input, undefined, 2));
    for (const [query, answer] of queries) {
      printPart(`${answer} (${query})`, JSON.stringify(await engine.prepare(query).evaluate(input), undefined, 2));
    }
  }
}

function printHeading(title: string): void {
  console.log(`\n${"=".repeat(title.length)}\n${title}\n${"=".repeat(title.length)}`);
}

function printPart(title: string, text: string): void {
  console.log(`\n-- ${title}\n\n${text.replace(/^(?=.)/gm, "    ")}`);
}
