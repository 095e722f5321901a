/** Closures for the steps of a body: steps that pass at most once are tests, the others run what follows for each time they pass. */
import type { SourceText } from "../errors/source-text.ts";
import type { Step } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import type { Frame, Linker, Run, Test } from "./closures.ts";
import { scanDocuments } from "./documents.ts";
import type { Layer } from "./layer.ts";
import { computeAll } from "./link-calls.ts";
import { linkIterate } from "./link-iterate.ts";
import { linkWith } from "./link-with.ts";

/** Links steps into one closure that runs them and then `last`. */
export function linkSteps(linker: Linker, steps: readonly Step[], source: SourceText, last: Run): Run {
  let next = last;
  let tests: Test[] = [];
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    if (step === undefined) continue;
    const test = linkTest(linker, step, source);
    if (test !== undefined) {
      tests.unshift(test);
      continue;
    }
    next = linkRun(linker, step, steps.slice(index + 1), source, runAfter(tests, next));
    tests = [];
  }
  return runAfter(tests, next);
}

/** Runs `next` where all tests pass. Tests in a row need no nesting, so that a long body does not deepen the stack. */
function runAfter(tests: readonly Test[], next: Run): Run {
  const [first, second, third] = tests;
  if (first === undefined) return next;
  if (second === undefined) return (layer, frame) => first(layer, frame) && next(layer, frame);
  if (third === undefined) return (layer, frame) => first(layer, frame) && second(layer, frame) && next(layer, frame);
  if (tests.length === 3) {
    return (layer, frame) => first(layer, frame) && second(layer, frame) && third(layer, frame) && next(layer, frame);
  }
  return (layer, frame) => {
    for (const test of tests) if (!test(layer, frame)) return false;
    return next(layer, frame);
  };
}

/** A step that passes at most once. Undefined for the others. */
function linkTest(linker: Linker, step: Step, source: SourceText): Test | undefined {
  switch (step.kind) {
    case "check": {
      const compute = linker.value(step.value, source);
      return (layer, frame) => {
        const value = compute(layer, frame);
        return value !== undefined && value !== false;
      };
    }
    case "match":
      return linkMatch(linker, step, source);
    case "equal":
      return linkEqual(linker, step, source);
    case "not":
      return linkNot(linker, step.steps, source);
    case "some":
      return linkSome(linker, step.alternatives, source);
    case "every":
      return linker.every(step, source);
    default:
      return undefined;
  }
}

function linkRun(linker: Linker, step: Step, rest: readonly Step[], source: SourceText, next: Run): Run {
  switch (step.kind) {
    case "iterate":
      return linkIterate(linker, step, rest, source, next);
    case "scan":
      return scanDocuments(linker, step, source, next);
    case "relation":
      return linkRelation(linker, step, source, next);
    case "with":
      return linkWith(linker, step, source, next);
    case "body":
    case "expression":
      return linker.observedStep(step, source, next);
    default:
      throw new TypeError(`step ${step.kind} is a test`);
  }
}

function linkMatch(linker: Linker, step: Step & { readonly kind: "match" }, source: SourceText): Test {
  const compute = linker.value(step.value, source);
  const { pattern } = step;
  if (pattern.kind === "bind") {
    const { slot } = pattern;
    return (layer, frame) => {
      const value = compute(layer, frame);
      if (value === undefined) return false;
      frame[slot] = value;
      return true;
    };
  }
  const match = linker.pattern(pattern, source);
  return (layer, frame) => {
    const value = compute(layer, frame);
    return value !== undefined && match(value, layer, frame);
  };
}

function linkEqual(linker: Linker, step: Step & { readonly kind: "equal" }, source: SourceText): Test {
  const [one, other] = step.left.kind === "constant" ? [step.right, step.left] : [step.left, step.right];
  const left = linker.value(one, source);
  if (other.kind === "constant") {
    const { value: constant } = other;
    if (typeof constant === "string" || typeof constant === "boolean" || constant === null) {
      return (layer, frame) => left(layer, frame) === constant;
    }
    return (layer, frame) => {
      const value = left(layer, frame);
      return value !== undefined && equalsValues(value, constant);
    };
  }
  const right = linker.value(other, source);
  return (layer, frame) => {
    const first = left(layer, frame);
    if (first === undefined) return false;
    const second = right(layer, frame);
    return second !== undefined && equalsValues(first, second);
  };
}

/** Stops at the first time that the steps pass. */
function stop(): boolean {
  return true;
}

/** Undecided while an answer is missing: then it does not pass, and the evaluation is repeated anyway. */
function linkNot(linker: Linker, steps: readonly Step[], source: SourceText): Test {
  const run = linker.steps(steps, source, stop);
  return (layer, frame) => {
    const { pending } = layer.query;
    return !run(layer, frame) && layer.query.pending === pending;
  };
}

function linkSome(linker: Linker, alternatives: readonly (readonly Step[])[], source: SourceText): Test {
  const runs = alternatives.map((steps) => linker.steps(steps, source, stop));
  return (layer, frame) => {
    const { pending } = layer.query;
    for (const run of runs) {
      if (run(layer, frame)) return true;
      if (layer.query.pending !== pending) return false;
    }
    return false;
  };
}

function linkRelation(linker: Linker, step: Step & { readonly kind: "relation" }, source: SourceText, next: Run): Run {
  const builtin = linker.builtin(step.name);
  if (builtin.kind !== "relation") throw new TypeError(`${step.name} is no relation`);
  const args = step.args.map((arg) => linker.value(arg, source));
  const match = linker.pattern(step.result, source);
  return (layer: Layer, frame: Frame) => {
    const values = computeAll(args, layer, frame);
    if (values === undefined) return false;
    return builtin.enumerate(values, layer.query, (answer) => match(answer, layer, frame) && next(layer, frame));
  };
}
