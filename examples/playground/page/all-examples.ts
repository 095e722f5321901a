import rbacData from "../../http-rbac/data.json" with { type: "json" };
import rbacInput from "../../http-rbac/input.json" with { type: "json" };
import rbacPolicy from "../../http-rbac/policy.rego";
import kubernetesData from "../../kubernetes-admission/data.json" with { type: "json" };
import kubernetesInput from "../../kubernetes-admission/input.json" with { type: "json" };
import kubernetesPolicy from "../../kubernetes-admission/policy.rego";
import serversPolicy from "../policies/servers.rego";
import tokenPolicy from "../policies/token.rego";
import type { PageState } from "./state.ts";

/** So many characters of a document stand in one line. */
const lineWidth = 40;

export interface PageExample {
  readonly title: string;
  readonly state: PageState;
}

/** The policies that the page offers; it starts with the first. */
export const allExamples: readonly PageExample[] = [
  makeExample("HTTP authorisation by roles", rbacPolicy, "data.http.authz.decision", rbacInput, rbacData),
  makeExample("Kubernetes admission control", kubernetesPolicy, "data.kubernetes.admission.violations", kubernetesInput, kubernetesData),
  makeExample(
    "JSON Web Token",
    tokenPolicy,
    "data.tokens.decision",
    {
      method: "POST",
      authorization:
        "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwic3ViIjoiaW5lcyIsInNjb3BlIjoib3JkZXJzOnJlYWQgb3JkZXJzOndyaXRlIiwiZXhwIjo0MTAyNDQ0ODAwfQ._ZQADh3UZrbCDUIwMaXovyI2sXlRMNSHgPXmeSS0GiQ",
    },
    { secret: "not-a-secret-in-a-playground", issuer: "https://issuer.example" },
  ),
  makeExample(
    "Partial sets: servers in networks",
    serversPolicy,
    "data.servers",
    {
      servers: [
        { id: "web", address: "10.0.1.20", ports: [80, 443] },
        { id: "database", address: "10.0.2.10", ports: [5432] },
        { id: "cache", address: "10.0.2.11", ports: [6379, 22] },
        { id: "old", address: "192.168.7.3", ports: [23] },
      ],
    },
    { networks: { public: "10.0.1.0/24", inner: "10.0.2.0/24" }, insecure: { "23": "telnet", "80": "http" } },
  ),
];

function makeExample(title: string, policy: string, query: string, input: object, data: object): PageExample {
  return { title, state: { policy, query, input: printDocument(input), data: printDocument(data), regoVersion: 1, strict: false } };
}

function printDocument(document: unknown): string {
  return `${printCompact(document, "")}\n`;
}

/** JSON in which what fits into a line stands in one. */
function printCompact(value: unknown, indent: string): string {
  const line = printLine(value);
  if (typeof value !== "object" || value === null || indent.length + line.length <= lineWidth) return line;
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((item) => inner + printCompact(item, inner))
    : Object.entries(value).map(([key, member]) => `${inner}${JSON.stringify(key)}: ${printCompact(member, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${members.join(",\n")}\n${indent}${close}`;
}

function printLine(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(printLine).join(", ")}]`;
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${printLine(member)}`)
    .join(", ")} }`;
}
