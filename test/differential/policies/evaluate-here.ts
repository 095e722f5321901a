import { isDeepStrictEqual } from "node:util";
import { Engine } from "../../../src/engine.ts";
import { RegoErrors } from "../../../src/errors/rego-error.ts";
import { parseJson, stringifyJson } from "../../../src/values/json.ts";
import type { Value } from "../../../src/values/value.ts";
import type { PolicyTexts } from "./generate-policies.ts";
import type { Outcome } from "./outcome.ts";
import { describeOutcome, failure, result } from "./outcome.ts";

/** A policy in this engine, evaluated by closures and by functions made from source: both have to answer the same. */
export class PolicyHere {
  private readonly engines: readonly Engine[] = [new Engine({ generateCode: false }), new Engine({ generateCode: "always" })];

  /** How compilation failed; undefined if it did not. */
  load({ modules, data }: PolicyTexts): Outcome | undefined {
    try {
      for (const engine of this.engines) {
        engine.setData(parseJson(data));
        for (const { fileName, text } of modules) {
          engine.addModule(fileName, text);
          // OPA's server compiles after each module too: of several errors, both find the same one first.
          engine.prepare("data");
        }
      }
      return undefined;
    } catch (error) {
      return describeThrown(error);
    }
  }

  /** All results of a query, as a JSON array of bindings. */
  query(query: string, input: string): Outcome {
    const [closures, source] = this.engines.map((engine) => queryEngine(engine, query, input));
    if (closures === undefined || source === undefined) throw new TypeError("there are two engines");
    if (isDeepStrictEqual(closures, source)) return closures;
    return { kind: "crash", text: `closures answer ${describeOutcome(closures)}, source ${describeOutcome(source)}` };
  }
}

function queryEngine(engine: Engine, query: string, input: string): Outcome {
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
