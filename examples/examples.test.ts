import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

function run(file: string): string {
  return execFileSync(process.execPath, ["scripts/run.mjs", file], { encoding: "utf8" });
}

test("the program of the README is examples/authorize.ts, and says what its comments say", () => {
  expect(readFileSync("README.md", "utf8")).toContain(`\`\`\`ts\n${readFileSync("examples/authorize.ts", "utf8")}\`\`\``);
  expect(run("examples/authorize.ts")).toBe("true\nundefined\n");
});

test("the demo shows policies, requests and decisions", () => {
  const shown = run("examples/demo.ts");
  for (const file of [
    "http-rbac/policy.rego",
    "http-rbac/input.json",
    "kubernetes-admission/policy.rego",
    "kubernetes-admission/input.json",
  ]) {
    expect(shown).toContain(`(examples/${file})`);
  }
  const answers = [...shown.matchAll(/^-- (The decision|What is wrong with it) .*\n\n((?: {4}.*\n)+)/gm)];
  expect(answers.map(([, title, answer = ""]) => [title, JSON.parse(answer)])).toStrictEqual([
    ["The decision", { allow: true, reason: "granted", roles: ["accountant"] }],
    ["The decision", { allow: false, reason: "no role of tom grants DELETE /invoices/2024-117", roles: [] }],
    [
      "What is wrong with it",
      [
        "container 'metrics' has no limit of cpu",
        "container 'metrics' may run as root",
        "container 'web' adds the capability NET_ADMIN",
        "image 'docker.io/library/migrate:4' of container 'migrate' is not from a registry that is allowed",
        "image 'ghcr.io/example/exporter:latest' of container 'metrics' has no fixed version",
        "label 'team' is missing",
      ],
    ],
    ["The decision", false],
  ]);
});
