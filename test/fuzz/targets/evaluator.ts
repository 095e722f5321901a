import { isDeepStrictEqual } from "node:util";
import { groupList } from "../../../src/builtins/all-groups.ts";
import { core } from "../../../src/builtins/core-group.ts";
import { loadPolicy } from "../../../src/compiled/compiled-policy.ts";
import { Engine } from "../../../src/engine.ts";
import { RegoErrors } from "../../../src/errors/rego-error.ts";
import type { PreparedQuery } from "../../../src/prepared-query.ts";
import { compilePolicy } from "../../../src/tools/compile-policy.ts";
import { parseJson, stringifyJson } from "../../../src/values/json.ts";
import { JsonError } from "../../../src/values/json-reader.ts";
import type { Value } from "../../../src/values/value.ts";
import { mutations } from "../../differential/modules/mutations.ts";
import { joinPieces, splitPieces } from "../../differential/modules/pieces.ts";
import { pickSeedModule, readSeedModules } from "../../differential/modules/seed-modules.ts";
import { generatePolicy, renderPolicy } from "../../differential/policies/generate-policies.ts";
import { describeOutcome, failure, type Outcome, result } from "../../differential/policies/outcome.ts";
import type { Random } from "../../differential/policies/random.ts";
import { mutateText } from "../mutate-text.ts";
import { describeCrash, type Finding, type FuzzCase, type FuzzTarget } from "../target.ts";

/** Policies with inputs: closures, generated code and compiled policies agree, errors are RegoErrors, counts of steps are always the same, and evaluation leaves nothing behind. */
export const evaluatorTarget: FuzzTarget = { name: "evaluator", make: makePolicy, check: checkPolicy };

const written = readSeedModules().filter(({ regoVersion }) => regoVersion === 1);
const DATA = "data.json";
const INPUT = "input.json";
const QUERY = "query.txt";
/** No step counts in reach; nobody waits for more. */
const limits = { steps: 3_000_000, timeoutMs: 10_000 };

function makePolicy(random: Random): FuzzCase {
  const policy = generatePolicy(random.below(2 ** 31), random.below(2 ** 31));
  const { modules, data, input } = renderPolicy(policy);
  const texts: Record<string, string> = Object.fromEntries(modules.map(({ fileName, text }) => [fileName, text]));
  if (random.chance(0.5)) {
    for (const name of Object.keys(texts)) if (random.chance(0.6)) texts[name] = mutateWords(texts[name] ?? "", random);
  }
  if (random.chance(0.3)) texts["written.rego"] = mutateWords(pickSeedModule(random, written).text, random);
  texts[DATA] = random.chance(0.2) ? mutateDocument(data, random) : data;
  texts[INPUT] = random.chance(0.3) ? mutateDocument(input, random) : input;
  texts[QUERY] = random.pick(["data", ...policy.queries]);
  return { texts, regoVersion: 1 };
}

function mutateWords(text: string, random: Random): string {
  let pieces = splitPieces(text);
  for (let left = random.between(1, 3); left > 0; left--) {
    if (!pieces.some(({ kind }) => kind !== "blank" && kind !== "comment")) break;
    pieces = random.weighted(mutations)(pieces, random) ?? pieces;
  }
  return joinPieces(pieces);
}

/** Changed as text; the old one if the result is no JSON any more. */
function mutateDocument(text: string, random: Random): string {
  for (let attempt = 0; attempt < 5; attempt++) {
    const mutated = mutateText(text, random);
    if (readDocument(mutated) !== undefined) return mutated;
  }
  return text;
}

function readDocument(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

function checkPolicy({ texts }: FuzzCase): Finding | undefined {
  const [data, input] = [readDocument(texts[DATA] ?? ""), readDocument(texts[INPUT] ?? "")];
  // What deletion made of the documents when a case is made small.
  if (data === undefined || input === undefined || typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
  const modules = Object.entries(texts).filter(([name]) => name.endsWith(".rego"));
  const query = texts[QUERY] ?? "data";
  const closures = load({ generateCode: false }, modules, data, query);
  const source = load({ generateCode: "always" }, modules, data, query);
  if (!(closures instanceof Loaded) || !(source instanceof Loaded)) {
    return isDeepStrictEqual(closures, source) ? undefined : { sort: "compiled only once", details: `${closures}\n${source}` };
  }
  const answers = [closures, source, closures, source, closures.compile(query, data)].map((engine) => engine.answer(input));
  const [first] = answers;
  const crashed = answers.find((answer) => answer.kind === "crash");
  if (crashed !== undefined) return { sort: `crash: ${describeOutcome(crashed).slice(0, 80)}`, details: describeOutcome(crashed) };
  const isCutOff = answers.some((answer) => answer.kind === "error" && /eval_(?:cancel|limit)_error/.test(answer.codes));
  if (!isCutOff) {
    const other = answers.find((answer) => !isDeepStrictEqual(answer, first));
    if (other !== undefined && first !== undefined) {
      return { sort: "backends or evaluations differ", details: `${describeOutcome(first)}\n${describeOutcome(other)}` };
    }
  }
  return checkSteps(closures, source, input) ?? checkPrototype();
}

/** Both count the same, and so does an engine that has never evaluated anything. */
function checkSteps(closures: Loaded, source: Loaded, input: Value): Finding | undefined {
  const counts = [closures, source, closures].map((engine) => engine.countSteps(input));
  const [first] = counts;
  if (counts.every((count) => count === first)) return undefined;
  return { sort: "steps differ", details: counts.join(", ") };
}

const ownNames = Object.getOwnPropertyNames(Object.prototype).sort().join();

function checkPrototype(): Finding | undefined {
  const now = Object.getOwnPropertyNames(Object.prototype).sort().join();
  return now === ownNames ? undefined : { sort: "Object.prototype is changed", details: now };
}

class Loaded {
  private readonly engine: Engine;
  private readonly query: PreparedQuery;

  constructor(engine: Engine, query: PreparedQuery) {
    this.engine = engine;
    this.query = query;
  }

  /** The same policy, compiled to JSON and loaded from that. */
  compile(query: string, data: Value): Loaded {
    const document = JSON.stringify(compilePolicy(this.engine, { query }));
    return new Loaded(this.engine, loadPolicy(document, { builtins: [core, ...groupList], data }).prepare("query"));
  }

  answer(input: Value): Outcome {
    try {
      const results = this.query.querySync(input, { rawValues: true, limits: { timeoutMs: limits.timeoutMs } });
      return result(
        stringifyJson(results.map(({ bindings, expressions }) => ({ bindings, values: expressions.map(({ value }) => value) })) as never),
      );
    } catch (error) {
      if (error instanceof RegoErrors) return failure(error.errors);
      return { kind: "crash", text: describeCrash(error).details };
    } finally {
      const sum = this.engine.prepare("1 + 1").evaluateSync();
      // biome-ignore lint/correctness/noUnsafeFinally: an engine that cannot add any more is a finding, whatever came before.
      if (sum !== 2) throw new TypeError(`after an evaluation 1 + 1 is ${String(sum)}`);
    }
  }

  /** The least number of steps with which the evaluation does not end for their sake. */
  countSteps(input: Value): number | undefined {
    let count: number | undefined;
    try {
      this.query.querySync(input, {
        limits: { steps: limits.steps },
        rawValues: true,
        onSteps: (steps) => {
          count = steps;
        },
      });
    } catch (error) {
      if (!(error instanceof RegoErrors)) throw error;
    }
    return count;
  }
}

function load(
  options: { generateCode: false | "always" },
  modules: readonly (readonly [string, string])[],
  data: Value,
  query: string,
): Loaded | string {
  const engine = new Engine(options);
  try {
    engine.setData(data);
    for (const [name, text] of modules) engine.addModule(name, text);
    return new Loaded(engine, engine.prepare(query));
  } catch (error) {
    if (error instanceof RegoErrors) return error.message;
    throw error;
  }
}
