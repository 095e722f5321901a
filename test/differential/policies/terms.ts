import { makeBuiltinCall, makeFunctionCall, makeInfix } from "./calls.ts";
import { makeNumberText, makeStringText, words } from "./documents.ts";
import type { Fragment } from "./fragment.ts";
import { list, term, text } from "./fragment.ts";
import { documentField, makeReference } from "./references.ts";
import type { Kind, Shape } from "./shape.ts";
import { anyShape, arrayOf, booleanShape, fits, join, numberShape, objectOf, record, setOf, stringShape, typed } from "./shape.ts";
import type { Made, Place } from "./writer.ts";
import { deeper } from "./writer.ts";

const kinds: readonly Kind[] = ["number", "string", "boolean", "array", "object", "set", "any"];

/** Writes a term that is expected to be of a kind. It binds no variables. */
export function makeTerm(place: Place, wanted: Kind): Made {
  const { random } = place.policy;
  const kind = wanted === "any" && random.chance(0.5) ? random.pick(kinds) : wanted;
  const deep = place.depth > 0 ? 1 : 0;
  const variables = place.variables.filter(({ shape }) => fits(shape, kind));
  const written = random.weighted<() => Made | undefined>([
    [3, () => makeLiteral(place, kind)],
    [variables.length > 0 ? 4 : 0, () => useVariable(place, kind)],
    [3, () => makeReference(place, kind, { several: random.chance(0.2) })],
    [1.2 * deep, () => makeBuiltinCall(place, kind)],
    [1 * deep, () => makeInfix(place, kind)],
    [1 * deep, () => makeFunctionCall(place, kind)],
    [1.2 * deep, () => makeComprehension(place, kind)],
    [0.6 * deep, () => makeTemplate(place, kind)],
    [0.5 * deep, () => makeTest(place, kind)],
  ])();
  return written ?? makeLiteral(place, kind);
}

function useVariable(place: Place, kind: Kind): Made {
  const { name, shape } = place.policy.random.pick(place.variables.filter((variable) => fits(variable.shape, kind)));
  return { fragment: term(name), shape };
}

/** A scalar, or a composite with terms in it. */
export function makeLiteral(place: Place, kind: Kind): Made {
  const { random } = place.policy;
  switch (kind) {
    case "number":
      return { fragment: makeNumberText(random), shape: typed(numberShape) };
    case "string":
      return { fragment: random.chance(0.9) ? makeStringText(random) : `\`${random.pick(words)}\\n\``, shape: typed(stringShape) };
    case "boolean":
      return { fragment: random.pick(["true", "false"]), shape: typed(booleanShape) };
    case "array":
      return makeArray(place);
    case "set":
      return makeSet(place);
    case "object":
    case "record":
      return makeObject(place);
    case "any":
      return random.chance(0.15)
        ? { fragment: "null", shape: anyShape }
        : makeLiteral(place, random.pick(["number", "string", "boolean", place.depth > 0 ? "array" : "string"]));
  }
}

/** Terms for the elements: of one kind mostly. */
function makeItems(place: Place): readonly Made[] {
  const { random } = place.policy;
  const kind = random.pick(["number", "string", "any", "any"] as const);
  return random.repeat(random.between(0, place.depth > 0 ? 3 : 2), () => makeTerm(deeper(place), kind));
}

function makeArray(place: Place): Made {
  const items = makeItems(place);
  return { fragment: term(text`[${list(toFragments(items), ", ")}]`), shape: typed(arrayOf(shapeOfItems(items))) };
}

function makeSet(place: Place): Made {
  const items = makeItems(place);
  const fragment = items.length === 0 ? "set()" : text`{${list(toFragments(items), ", ")}}`;
  return { fragment: term(fragment), shape: typed(setOf(shapeOfItems(items))) };
}

function makeObject(place: Place): Made {
  const { random } = place.policy;
  const items = makeItems(place);
  const scalarKeys = random.chance(0.8);
  const keys = items.map((_, at) => (scalarKeys ? `"${words[at] ?? at}"` : makeTerm({ ...place, depth: 0 }, "any").fragment));
  const entries = items.map(({ fragment }, at) => text`${keys[at] ?? '""'}: ${fragment}`);
  const fields = Object.fromEntries(items.map(({ shape }, at) => [words[at] ?? `${at}`, shape]));
  return {
    fragment: term(text`{${list(entries, ", ")}}`),
    shape: typed(scalarKeys && items.length > 0 ? record(fields) : objectOf(typed(anyShape), typed(anyShape))),
  };
}

function toFragments(items: readonly Made[]): readonly Fragment[] {
  return items.map(({ fragment }) => fragment);
}

/** Empty literals have no elements to expect; different ones have any. */
function shapeOfItems(items: readonly Made[]): Shape {
  const [first] = items;
  if (first === undefined) return typed(anyShape);
  return join(items.map(({ shape }) => shape));
}

/** An array, set or object comprehension. */
function makeComprehension(place: Place, kind: Kind): Made | undefined {
  const { random } = place.policy;
  const { literals, after } = place.writers.body(deeper(place), 3);
  const head = { ...after, depth: Math.min(after.depth, 1) };
  if (kind === "array") {
    const { fragment, shape } = makeTerm(head, "any");
    return { fragment: term(text`[${fragment} | ${literals}]`), shape: typed(arrayOf(shape)) };
  }
  if (kind === "set") {
    const { fragment, shape } = makeTerm(head, "any");
    return { fragment: term(text`{${fragment} | ${literals}}`), shape: typed(setOf(shape)) };
  }
  if (kind !== "object") return undefined;
  const key = makeTerm(head, random.pick(["string", "string", "any"])).fragment;
  const { fragment, shape } = makeTerm(head, random.pick(["any", "set", "array"]));
  return { fragment: term(text`{${key}: ${fragment} | ${literals}}`), shape: typed(objectOf(shape, typed(anyShape))) };
}

/** `$"…{term}…"`. */
function makeTemplate(place: Place, kind: Kind): Made | undefined {
  if (kind !== "string") return undefined;
  const { random } = place.policy;
  const parts = random.repeat(random.between(1, 2), () => text`${random.pick(words)}{${makeTerm(deeper(place), "any").fragment}}`);
  return { fragment: term(text`$"${list(parts, " ")}"`), shape: typed(stringShape) };
}

/** A comparison or a membership as a value. */
function makeTest(place: Place, kind: Kind): Made | undefined {
  if (kind !== "boolean") return undefined;
  return { fragment: term(text`(${makeComparison(place)})`), shape: typed(booleanShape) };
}

/** `left < right`, `item in collection`: across types now and then. */
export function makeComparison(place: Place): Fragment {
  const { random } = place.policy;
  const inside = deeper(place);
  if (random.chance(0.25)) {
    const collection = makeTerm(inside, random.pick(["array", "set", "object"])).fragment;
    const item = makeTerm(inside, random.pick(["number", "string", "any"])).fragment;
    const key = random.chance(0.2) ? text`${makeTerm(inside, "any").fragment}, ` : "";
    return text`${key}${item} in ${collection}`;
  }
  const kind = random.pick(["number", "number", "string", "any", "set", "array"] as const);
  const sign = random.pick(["==", "==", "!=", "<", "<=", ">", ">="]);
  const left = makeTerm(inside, kind);
  const right = sign === "==" ? makeComparable(inside, left.shape) : makeTerm(inside, random.chance(0.9) ? kind : "any");
  return text`${left.fragment} ${sign} ${right.fragment}`;
}

/** A term that the type checker lets stand beside one of this shape. */
export function makeComparable(place: Place, shape: Shape): Made {
  const scalar = shape.kind === "number" || shape.kind === "string" || shape.kind === "boolean";
  return scalar || !shape.typed ? makeTerm(place, shape.kind) : makeUntyped(place, shape.kind);
}

/** A term that the type checker knows nothing of. */
export function makeUntyped(place: Place, kind: Kind): Made {
  for (let attempt = 0; attempt < 5; attempt++) {
    const made = makeReference(place, kind, { several: true });
    if (!made.shape.typed) return made;
  }
  return { fragment: term(`${place.policy.random.pick(["input", "data.docs"])}.${documentField(kind)}`), shape: anyShape };
}
