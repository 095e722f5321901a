import { readFileSync } from "node:fs";
import { Engine } from "rego-ts";

const engine = new Engine();
engine.addModule("authz.rego", readFileSync(new URL("authz.rego", import.meta.url), "utf8"));
engine.setData(JSON.parse(readFileSync(new URL("data.json", import.meta.url), "utf8")));
const allow = engine.prepare("data.authz.allow");

/** Asks the policy in this process. */
export async function isAllowed(input: unknown): Promise<boolean> {
  return (await allow.evaluate(input)) === true;
}
