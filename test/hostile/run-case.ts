import { isDeepStrictEqual } from "node:util";
import { allGroups } from "../../src/builtins/all-groups.ts";
import { CoreEngine } from "../../src/core-engine.ts";
import { Engine } from "../../src/engine.ts";
import { RegoErrors } from "../../src/errors/rego-error.ts";
import { NotJsonError } from "../../src/values/check-json.ts";
import { type Expected, type HostileCase, usualLimits } from "./hostile-case.ts";

/** How a case ended in one of the ways to evaluate. */
export interface HostileOutcome {
  readonly name: string;
  readonly way: string;
  /** The value in short, or the error. */
  readonly ended: string;
  readonly steps: number | undefined;
  /** What should have been otherwise; undefined: nothing. */
  readonly problem: string | undefined;
}

interface Way {
  readonly name: string;
  readonly isAsync: boolean;
  readonly isGenerated: boolean;
  readonly makeEngine: (given: HostileCase) => Engine | CoreEngine;
}

const ways: readonly Way[] = [
  { name: "closures", isAsync: false, isGenerated: false, makeEngine: ({ options }) => new Engine({ ...options, generateCode: false }) },
  { name: "generated", isAsync: false, isGenerated: true, makeEngine: ({ options }) => new Engine({ ...options, generateCode: "always" }) },
  { name: "async", isAsync: true, isGenerated: false, makeEngine: ({ options }) => new Engine({ ...options }) },
  { name: "core", isAsync: false, isGenerated: false, makeEngine: ({ options }) => new CoreEngine({ ...options }, allGroups) },
];

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const namesBefore = prototypes.map(listNames);

function listNames(prototype: object): string {
  return Reflect.ownKeys(prototype).map(String).sort().join();
}

/** Runs a case in all ways, or in those two that are the turn of its number: what ends by time takes its time in each. */
export async function runCase(given: HostileCase, turn?: number): Promise<readonly HostileOutcome[]> {
  const possible = ways.filter(({ isAsync }) => isAsync || given.asyncOnly !== true);
  const chosen = turn === undefined ? possible : possible.filter((_, index) => index % 2 === turn % 2);
  const outcomes: HostileOutcome[] = [];
  for (const way of chosen.length > 0 ? chosen : possible) outcomes.push(await runWay(given, way));
  return outcomes;
}

async function runWay(given: HostileCase, way: Way): Promise<HostileOutcome> {
  const expected = way.isGenerated ? (given.generated ?? given.expected) : given.expected;
  // What is to end by its steps may take any time for them.
  const isByTime = "code" in expected && expected.code === "eval_cancel_error";
  const limits = { ...usualLimits, ...given.limits, ...(isByTime ? {} : { timeoutMs: usualLimits.timeoutMs }) };
  let steps: number | undefined;
  const keepSteps = (count: number): void => {
    steps = count;
  };
  let ended: Ended;
  let after: string | undefined;
  const engine = way.makeEngine(given);
  try {
    engine.addModule("before.rego", "package before\nok := input.x + 1");
    if (given.data !== undefined) engine.setData(given.data());
    engine.addModule("t.rego", typeof given.policy === "string" ? given.policy : given.policy());
    const query = engine.prepare("data.t.answer");
    // Generated functions count no steps: without the limit they are what evaluates.
    const options = way.isGenerated ? { limits: { ...limits, steps: undefined } } : { limits, onSteps: keepSteps };
    const input = given.input?.();
    ended = { value: way.isAsync ? await query.evaluate(input, options) : query.evaluateSync(input, options) };
    after = checkNext(engine);
  } catch (error) {
    ended = describeError(error);
    engine.removeModule("t.rego");
    after = checkNext(engine);
  }
  return {
    name: given.name,
    way: way.name,
    ended: show(ended),
    steps,
    problem: findProblem(ended, expected) ?? after ?? checkPrototypes(),
  };
}

type Ended = { readonly value: unknown } | { readonly code: string; readonly text: string };

function describeError(error: unknown): Ended {
  if (error instanceof RegoErrors) {
    const [first] = error.errors;
    return { code: first?.code ?? "", text: error.message };
  }
  if (error instanceof NotJsonError) return { code: "NotJsonError", text: error.message };
  if (error instanceof Error) return { code: `${error.name} that is no error of the engine`, text: error.stack ?? error.message };
  return { code: "something thrown", text: String(error) };
}

function findProblem(ended: Ended, expected: Expected): string | undefined {
  if ("value" in ended || "value" in expected) return isDeepStrictEqual(ended, expected) ? undefined : `expected ${show(expected)}`;
  return ended.code === expected.code && ended.text.includes(expected.text) ? undefined : `expected ${show(expected)}`;
}

/** The same engine still evaluates. */
function checkNext(engine: Engine | CoreEngine): string | undefined {
  const next = engine.prepare("data.before.ok").evaluateSync({ x: 41 });
  return next === 42 ? undefined : `the next evaluation gives ${String(next)}`;
}

function checkPrototypes(): string | undefined {
  const changed = prototypes.find((prototype, at) => listNames(prototype) !== namesBefore[at]);
  return changed === undefined ? undefined : "a prototype has been changed";
}

function show(ended: Ended): string {
  if ("value" in ended) return shorten(ended.value === undefined ? "undefined" : (JSON.stringify(ended.value) ?? String(ended.value)));
  return shorten(
    ended.text.startsWith("1 error occurred: ") ? ended.text.slice("1 error occurred: ".length) : `${ended.code}: ${ended.text}`,
  );
}

function shorten(text: string): string {
  const line = text.replaceAll("\n", " ");
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
