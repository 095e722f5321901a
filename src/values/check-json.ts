import { BigDecimal } from "./big-decimal.ts";
import { isObject } from "./kind.ts";
import type { Value } from "./value.ts";
import { RegoMap, RegoSet } from "./value.ts";

/** A caller's value is not JSON; the message names the place: `input.users[3].name: a function is not JSON`. */
export class NotJsonError extends TypeError {
  override readonly name = "NotJsonError";
  /** Tells it from errors of Rego where `instanceof` does not reach. */
  readonly code = "not_json";
}

/**
 * Takes a caller's value as a Rego value: the same reference, after one walk over it. `what` names it in the error: `input`.
 *
 * @throws NotJsonError for functions, symbols, undefined, NaN, infinities, cycles and class instances.
 */
export function fromJson(value: unknown, what: string): Value {
  checkJson(value, what);
  return value as Value;
}

/** Takes base documents, an object. Throws NotJsonError. */
export function toDocuments(data: unknown): Value {
  const documents = fromJson(data, "data");
  if (!isObject(documents)) throw new NotJsonError("data: must be an object");
  return documents;
}

/** An array or object on the way from the root to what is being looked at. */
interface Step {
  readonly container: object;
  /** Names of the members, or none for an array. */
  readonly keys: readonly string[] | undefined;
  next: number;
}

/**
 * Checks what {@link fromJson} promises. Keeps its own stack, so that deep values are no danger.
 *
 * @param visit is told each value on the way, and may throw
 */
export function checkJson(value: unknown, what: string, visit?: (value: unknown) => void): void {
  const steps: Step[] = [];
  const open = new Set<object>();
  visit?.(value);
  enter(value, what, steps, open);
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const length = step.keys === undefined ? (step.container as readonly unknown[]).length : step.keys.length;
    if (step.next >= length) {
      steps.pop();
      open.delete(step.container);
      continue;
    }
    const member = readMember(step);
    step.next++;
    visit?.(member);
    enter(member, what, steps, open);
  }
}

function readMember(step: Step): unknown {
  if (step.keys === undefined) return (step.container as readonly unknown[])[step.next];
  return (step.container as Readonly<Record<string, unknown>>)[step.keys[step.next] ?? ""];
}

function enter(value: unknown, what: string, steps: Step[], open: Set<object>): void {
  const problem = findProblem(value, open);
  if (problem !== undefined) throw new NotJsonError(`${what}${printPath(steps)}: ${problem}`);
  if (typeof value !== "object" || value === null || isEngineValue(value)) return;
  open.add(value);
  steps.push({ container: value, keys: Array.isArray(value) ? undefined : Object.keys(value), next: 0 });
}

/** What the engine hands out is accepted again, as it is. */
function isEngineValue(value: object): boolean {
  return value instanceof RegoSet || value instanceof RegoMap || value instanceof BigDecimal;
}

function findProblem(value: unknown, open: ReadonlySet<object>): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "bigint":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : `${value} is not JSON`;
    case "object":
      return value === null || isEngineValue(value) ? undefined : findObjectProblem(value, open);
    case "undefined":
      return "undefined is not JSON";
    default:
      return `a ${typeof value} is not JSON`;
  }
}

function findObjectProblem(value: object, open: ReadonlySet<object>): string | undefined {
  if (open.has(value)) return "a cyclic value is not JSON";
  if (Array.isArray(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm (a frame, a vm context) have a prototype that has itself none.
  if (prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null) return undefined;
  const name = (value.constructor as { readonly name?: string } | undefined)?.name;
  return `an instance of ${name ?? "a class"} is not JSON`;
}

function printPath(steps: readonly Step[]): string {
  return steps.map(({ keys, next }) => (keys === undefined ? `[${next - 1}]` : printKey(keys[next - 1] ?? ""))).join("");
}

function printKey(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
