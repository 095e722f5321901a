import { Engine } from "../../../src/engine.ts";
import { RegoErrors } from "../../../src/errors/rego-error.ts";
import { parseJson, stringifyJson } from "../../../src/values/json.ts";
import type { Value } from "../../../src/values/value.ts";
import type { PolicyTexts } from "./generate-policies.ts";
import type { Outcome } from "./outcome.ts";
import { failure, result } from "./outcome.ts";

/** A policy in this engine, or how its compilation failed. */
export function loadHere({ modules, data }: PolicyTexts): Engine | Outcome {
  const engine = new Engine();
  try {
    engine.setData(parseJson(data));
    for (const { fileName, text } of modules) {
      engine.addModule(fileName, text);
      // OPA's server compiles after each module too: of several errors, both find the same one first.
      engine.prepare("data");
    }
    return engine;
  } catch (error) {
    return describeThrown(error);
  }
}

/** All results of a query, as a JSON array of bindings. */
export function queryHere(engine: Engine, query: string, input: string): Outcome {
  try {
    const results = engine.prepare(query).querySync(parseJson(input), { rawValues: true, limits: { timeoutMs: 20_000 } });
    return result(stringifyJson(results.map(({ bindings }) => bindings as Readonly<Record<string, Value>>)));
  } catch (error) {
    return describeThrown(error);
  }
}

function describeThrown(error: unknown): Outcome {
  if (error instanceof RegoErrors) return failure(error.errors);
  return { kind: "crash", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
