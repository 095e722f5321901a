import { readFileSync } from "node:fs";
import { Engine } from "rego-ts";

const engine = new Engine();
engine.addModule("policy.rego", readFileSync(new URL("policy.rego", import.meta.url), "utf8"));
engine.setData(JSON.parse(readFileSync(new URL("data.json", import.meta.url), "utf8")));
const allow = engine.prepare("data.http.authz.allow");

/** What the policy says of `{ method, path, user }`. */
export function decide(input: unknown): Promise<unknown> {
  return allow.evaluate(input);
}
