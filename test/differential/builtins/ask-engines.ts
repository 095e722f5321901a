import { Engine } from "../../../src/engine.ts";
import { RegoErrors } from "../../../src/errors/rego-error.ts";
import { stringifyJson } from "../../../src/values/json.ts";
import type { Value } from "../../../src/values/value.ts";
import type { OpaServer } from "../policies/opa-server.ts";
import type { ReportedError } from "../policies/outcome.ts";
import type { Answer } from "./answer.ts";
import { errorAnswer, valueAnswer } from "./answer.ts";

/** A module whose rule `r<n>` makes the n-th call, and how many rules there are. */
export interface CallModule {
  readonly text: string;
  readonly count: number;
  readonly regoVersion: 0 | 1;
}

/** What this engine answers, rule by rule. */
export async function askHere({ text, count, regoVersion }: CallModule): Promise<readonly Answer[]> {
  const engine = new Engine({ strictBuiltinErrors: true, regoVersion });
  engine.addModule("calls.rego", text);
  const answers: Answer[] = [];
  for (let index = 0; index < count; index++) answers.push(await askRule(engine, index));
  return answers;
}

async function askRule(engine: Engine, index: number): Promise<Answer> {
  try {
    const value = await engine.prepare(`data.calls.r${index}`).evaluate(null, { rawValues: true, limits: { timeoutMs: 20_000 } });
    return value === undefined ? { kind: "undefined" } : valueAnswer(stringifyJson(value as Value));
  } catch (error) {
    return describeThrown(error);
  }
}

function describeThrown(error: unknown): Answer {
  if (error instanceof RegoErrors) return errorAnswer(error.errors);
  return { kind: "crash", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** What `opa` answers, rule by rule. */
export async function askOpa({ text, count }: CallModule, opa: OpaServer): Promise<readonly Answer[]> {
  const problem = await opa.load({ modules: [{ fileName: "calls.rego", text }], data: "{}", input: "null" });
  if (problem !== undefined) throw new Error(`opa does not compile the calls: ${JSON.stringify(problem)}\n${text}`);
  const answers: Answer[] = [];
  for (let index = 0; index < count; index++) answers.push(await opa.readDocument(`calls/r${index}`).then(readReply, describeThrown));
  return answers;
}

const start = /^\{"result":/;

/** A reply of the server. Values are kept as text: numbers must not become doubles. */
function readReply(body: string): Answer {
  if (start.test(body)) return valueAnswer(body.trim().replace(start, "").slice(0, -1));
  const { errors, message } = JSON.parse(body) as { readonly errors?: readonly ReportedError[]; readonly message?: string };
  if (errors !== undefined) return errorAnswer(errors);
  return message === undefined ? { kind: "undefined" } : { kind: "crash", text: message };
}
