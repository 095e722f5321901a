/** Closures that tell of the bodies and expressions of plans that are observed; other plans have none of these steps. */
import type { EveryExpr, Expr } from "../ast/nodes.ts";
import { makeCallExpr, makeRef, makeVar } from "../compile/terms.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { Locals, ObservedBody, ObservedStep, Step } from "../plan/nodes.ts";
import type { Frame, Linker, Run, Test } from "./closures.ts";
import { isCollection } from "./collections.ts";
import type { Layer } from "./layer.ts";
import type { Observation, ObservedExpression } from "./observation.ts";
import type { TraceNode } from "./trace-event.ts";

const noLocals: Locals = new Map();

export function linkObserved(linker: Linker, step: ObservedStep, source: SourceText, next: Run): Run {
  return step.kind === "body" ? linkBody(linker, step, source, next) : linkExpression(linker, step, source, next);
}

/** What tells of an evaluation. Plans that are observed are evaluated with one. */
export function observationOf({ query }: Layer): Observation {
  if (query.observation === undefined) throw new TypeError("a plan that is observed is evaluated for a tracer");
  return query.observation;
}

/** Enter, for each solution Exit and Redo; what follows the solution belongs to the query around. */
function linkBody(linker: Linker, step: ObservedStep & { readonly kind: "body" }, source: SourceText, next: Run): Run {
  const { after, before } = step;
  const { node, span, isRule } = describeBody(step.node);
  const isElement = step.node.kind === "element";
  const run = linker.steps(step.steps, source, (layer, frame) => {
    const observation = observationOf(layer);
    const { query } = observation;
    observation.tell("Exit", node, source, span, after, frame, query?.stopsEarly === true ? "early" : "");
    const { expression } = observation;
    observation.query = query?.parent;
    const stops = next(layer, frame);
    observation.query = query;
    observation.expression = expression;
    observation.tell("Redo", node, source, span, after, frame);
    return stops;
  });
  return (layer, frame) => {
    const observation = observationOf(layer);
    const { expression, query } = observation;
    observation.enter(isElement || (isRule && observation.stopsEarly));
    // The arguments of a function are matched once it is entered.
    observation.tell("Enter", node, source, span, isRule ? noLocals : before, frame);
    const stops = run(layer, frame);
    observation.query = query;
    observation.expression = expression;
    return stops;
  };
}

function describeBody(body: ObservedBody): {
  readonly node: TraceNode;
  readonly span: ObservedExpression["span"];
  readonly isRule: boolean;
} {
  if (body.kind === "rule") return { node: body, span: body.rule, isRule: true };
  return { node: { kind: "body", body: body.body }, span: body.body[0] ?? { start: 0, end: 0 }, isRule: false };
}

/** Eval, for each solution Redo; Fail if there is none. */
function linkExpression(linker: Linker, step: ObservedStep & { readonly kind: "expression" }, source: SourceText, next: Run): Run {
  const { after, before, expr, index, slot } = step;
  const node: TraceNode = { kind: "expression", expr, index };
  const isNegation = expr.negated || expr.kind === "not";
  const run = linker.steps(step.steps, source, (layer, frame) => {
    const observation = observationOf(layer);
    const { expression } = observation;
    frame[slot] = true;
    const stops = next(layer, frame);
    observation.expression = expression;
    if (!isNegation) observation.tell("Redo", node, source, expr, after, frame);
    return stops;
  });
  return (layer: Layer, frame: Frame) => {
    const observation = observationOf(layer);
    const { expression: outer } = observation;
    const expression: ObservedExpression = { node, source, span: expr, later: [] };
    observation.expression = expression;
    observation.tell("Eval", node, source, expr, before, frame);
    frame[slot] = false;
    const stops = run(layer, frame);
    observation.tellLater(stops && observation.query?.stopsEarly);
    if (frame[slot] === false) observation.tell("Fail", node, source, expr, before, frame);
    observation.expression = outer;
    return stops;
  };
}

/**
 * `every`: as in OPA, a query that enumerates the domain, with a query for each element. Once an element fails, the others are only enumerated;
 * the exit of the whole is told on the way back.
 */
export function linkObservedEvery(linker: Linker, step: Step & { readonly kind: "every" }, source: SourceText): Test {
  const [body] = step.steps;
  if (body?.kind !== "body" || body.node.kind !== "element") throw new TypeError("every has one body");
  const { every } = body.node;
  const { before: locals } = body;
  const generator: TraceNode = { kind: "expression", expr: generatorOf(every), index: 0 };
  const whole: TraceNode = { kind: "expression", expr: every, index: 0 };
  let holds = true;
  let passed = 0;
  const enumerated: Step = { kind: "iterate", source: step.domain, key: step.key, value: step.value, ordered: true };
  const element = linker.steps(step.steps, source, () => true);
  const run = linker.steps([enumerated], source, (layer, frame) => {
    const observation = observationOf(layer);
    const { expression } = observation;
    passed++;
    if (holds) {
      holds = element(layer, frame);
      observation.expression = expression;
      observation.tell("Redo", whole, source, every, locals, frame);
    }
    observation.tell("Redo", generator, source, every, locals, frame);
    return false;
  });
  const domain = linker.value(step.domain, source);
  return (layer, frame) => {
    const observation = observationOf(layer);
    const { query } = observation;
    const { pending } = layer.query;
    const outer = { holds, passed };
    holds = isCollection(domain(layer, frame));
    passed = 0;
    observation.enter(false);
    observation.tell("Enter", whole, source, every, locals, frame);
    observation.tell("Eval", generator, source, every, locals, frame);
    run(layer, frame);
    if (passed === 0) observation.tell("Fail", generator, source, every, locals, frame);
    const result = holds && layer.query.pending === pending;
    if (result) observation.tellAfterwards("Exit", whole, source, every);
    else observation.tell("Fail", whole, source, every, locals, frame);
    observation.query = query;
    ({ holds, passed } = outer);
    return result;
  };
}

/** `domain[key] = value` */
function generatorOf(every: EveryExpr): Expr {
  const key = every.key ?? makeVar("_", every);
  return makeCallExpr("eq", [makeRef([every.domain, key], every), every.value], every);
}
