import { makeCall } from "./calls.ts";
import type { Fragment } from "./fragment.ts";
import { list, render, text } from "./fragment.ts";
import { makeModifiers } from "./modifiers.ts";
import { makePattern } from "./patterns.ts";
import { makeReference } from "./references.ts";
import type { Shape } from "./shape.ts";
import { anyShape, arrayOf, elementOf, isCollection, keyOf, numberShape, stringShape, typed } from "./shape.ts";
import { makeComparable, makeComparison, makeTerm, makeUntyped } from "./terms.ts";
import type { Body, Place } from "./writer.ts";
import { bind, bindFixed, deeper, nameVariable } from "./writer.ts";

/** One literal and the place after it. */
interface Literal {
  readonly fragment: Fragment;
  readonly after: Place;
  /** May stand anywhere in the body: the compiler puts it where its variables are bound. */
  readonly movable?: boolean;
}

/** Writes a body of one to `most` literals; the first ones bind variables more often. */
export function makeBody(place: Place, most: number): Body {
  const { random } = place.policy;
  const literals: Literal[] = [];
  let after: Place = { ...place, outer: place.variables.filter(({ fixed }) => !fixed).map(({ name }) => name) };
  const count = random.between(1, most);
  while (literals.length < count) {
    const literal = makeLiteral(after, literals.length === 0 || random.chance(0.4));
    if (literal === undefined) continue;
    literals.push(literal);
    after = literal.after;
  }
  const ordered = literals.every(({ movable }) => movable) && random.chance(0.5) ? random.shuffle(literals) : literals;
  const fragments = ordered.map(({ fragment }) => fragment);
  return { literals: list(fragments, "; "), after };
}

function makeLiteral(place: Place, binding: boolean): Literal | undefined {
  const { random } = place.policy;
  const literal = binding ? makeBinding(place) : makeCheck(place);
  if (literal === undefined || random.chance(0.88)) return literal;
  // OPA takes variables in values of `with` for declared by a `some … in` before it.
  const around = render(literal.fragment).startsWith("some ") ? { ...place, variables: [] } : place;
  return { ...literal, fragment: text`${literal.fragment}${makeModifiers(deeper(around))}` };
}

/** Literals that bind variables. */
function makeBinding(place: Place): Literal | undefined {
  const { random } = place.policy;
  return random.weighted<() => Literal | undefined>([
    [4, () => someIn(place)],
    [2.5, () => assign(place)],
    [2, () => iterate(place)],
    [1.5, () => unify(place)],
    [1, () => destructure(place)],
    [0.5, () => capture(place)],
    [0.3, () => walkThrough(place)],
  ])();
}

/** Something to iterate over: a document, a rule, a literal. */
function makeCollection(place: Place): { readonly fragment: Fragment; readonly shape: Shape; readonly element: Shape } {
  const { random } = place.policy;
  const kind = random.pick(["array", "array", "object", "set"] as const);
  const chosen = random.chance(0.75) ? makeReference(place, kind) : makeTerm(deeper(place), kind);
  // What the type checker knows to be no collection will not do.
  const { fragment, shape } = chosen.shape.typed && !isCollection(chosen.shape) ? makeUntyped(place, kind) : chosen;
  return { fragment, shape, element: elementOf(shape) ?? anyShape };
}

function someIn(place: Place): Literal | undefined {
  const { random } = place.policy;
  const { fragment, shape, element } = makeCollection(place);
  const value = makePattern(place, element, 2, { declares: true });
  if (random.chance(0.65)) return withNew(place, value.after, text`some ${value.fragment} in ${fragment}`);
  const key = makePattern(value.after, keyOf(shape), 1, { declares: true });
  return withNew(place, key.after, text`some ${key.fragment}, ${value.fragment} in ${fragment}`);
}

/** `some` without a variable is an error: then the collection itself must do. */
function withNew(before: Place, after: Place, fragment: Fragment): Literal | undefined {
  return before === after ? undefined : { fragment, after };
}

function assign(place: Place): Literal {
  const { random } = place.policy;
  const { fragment, shape } = makeTerm(place, "any");
  const hidden = place.outer.filter((outer) => place.variables.some(({ name }) => name === outer));
  const name = hidden.length > 0 && random.chance(0.1) ? random.pick(hidden) : nameVariable(place);
  const after = bind(place, name, shape);
  return { fragment: text`${name} := ${fragment}`, after: { ...after, outer: after.outer.filter((outer) => outer !== name) } };
}

/** `collection[i].field op term` with a new `i`, declared or not. */
function iterate(place: Place): Literal {
  const { random } = place.policy;
  const { fragment, shape, element } = makeCollection(place);
  const key = nameVariable(place);
  const after = bind(place, key, shape.typed ? typed(keyOf(shape)) : keyOf(shape));
  const below = element.kind === "record" && random.chance(0.6) ? random.pick(Object.entries(element.fields)) : (["", element] as const);
  const item = text`${fragment}[${key}]${below[0] === "" ? "" : `.${below[0]}`}`;
  const declared = random.chance(0.6);
  const written = declared ? text`some ${key}; ${item}` : item;
  if (random.chance(0.4)) return { fragment: written, after, movable: !declared };
  if (random.chance(0.4)) {
    const name = nameVariable(place);
    return { fragment: text`${written} = ${name}`, after: bind(after, name, below[1]), movable: !declared };
  }
  return {
    fragment: text`${written} ${random.pick(["==", "!=", "<", "="])} ${makeComparable(deeper(place), below[1]).fragment}`,
    after,
    movable: !declared,
  };
}

function unify(place: Place): Literal {
  const { random } = place.policy;
  const { fragment, shape } = random.chance(0.7) ? makeReference(place, "any", { several: true }) : makeTerm(deeper(place), "array");
  const pattern = makePattern(place, shape, 2, { declares: false });
  const swapped = random.chance(0.3);
  return {
    fragment: swapped ? text`${fragment} = ${pattern.fragment}` : text`${pattern.fragment} = ${fragment}`,
    after: pattern.after,
    movable: true,
  };
}

/** `[a, {"k": b}] := [term, {"k": term}]`. */
function destructure(place: Place): Literal | undefined {
  const items = place.policy.random.repeat(2, () => makeTerm(deeper(place), "any"));
  const names = items.map(() => nameVariable(place));
  const [first, second] = items.map(({ fragment }) => fragment);
  if (first === undefined || second === undefined) return undefined;
  const after = items.reduce((before, { shape }, at) => bind(before, names[at] as string, shape), place);
  return place.policy.random.chance(0.5)
    ? { fragment: text`[${names[0] as string}, ${names[1] as string}] := [${first}, ${second}]`, after }
    : { fragment: text`[${names[0] as string}, {"k": ${names[1] as string}}] = [${first}, {"k": ${second}}]`, after, movable: true };
}

/** A call with one operand more captures the result. */
function capture(place: Place): Literal {
  const { random } = place.policy;
  const name = nameVariable(place);
  const [builtin, kinds, shape] = random.pick([
    ["count", ["array"], typed(numberShape)],
    ["plus", ["number", "number"], typed(numberShape)],
    ["upper", ["string"], typed(stringShape)],
    ["split", ["string", "string"], typed(arrayOf(typed(stringShape)))],
  ] as const);
  const operands = kinds.map((kind) => makeTerm(deeper(place), kind).fragment);
  return { fragment: makeCall(builtin, [...operands, name]), after: bind(place, name, shape), movable: true };
}

function walkThrough(place: Place): Literal {
  const { random } = place.policy;
  const [path, value] = [nameVariable(place), nameVariable(place)];
  const { fragment } = makeReference(place, random.pick(["array", "object"]));
  if (random.chance(0.3)) return { fragment: text`walk(${fragment}, [_, ${value}])`, after: bind(place, value, anyShape), movable: true };
  const after = bind(bind(place, path, typed(arrayOf(anyShape))), value, anyShape);
  return { fragment: text`walk(${fragment}, [${path}, ${value}])`, after, movable: true };
}

/** Literals that only hold or do not. */
function makeCheck(place: Place): Literal | undefined {
  const { random } = place.policy;
  const deep = place.depth > 0 ? 1 : 0;
  const fragment = random.weighted<() => Fragment | undefined>([
    [4, () => makeComparison(place)],
    [2, () => makeReference(place, "any", { several: true }).fragment],
    [2, () => text`not ${random.chance(0.5) ? makeReference(place, "any").fragment : makeComparison(deeper(place))}`],
    [1.5 * deep, () => makeEvery(place)],
    [0.7, () => makeTerm(place, "boolean").fragment],
    [0.7, () => text`${makeTerm(deeper(place), "any").fragment} = ${makeUntyped(place, "any").fragment}`],
  ])();
  return fragment === undefined ? undefined : { fragment, after: place, movable: true };
}

function makeEvery(place: Place): Fragment {
  const { random } = place.policy;
  const { fragment, shape, element } = makeCollection(deeper(place));
  const value = nameVariable(place);
  const inside = bindFixed(deeper(place), value, element);
  if (random.chance(0.6)) return text`every ${value} in ${fragment} { ${makeUsingBody(inside, [value])} }`;
  const key = nameVariable(place);
  return text`every ${key}, ${value} in ${fragment} { ${makeUsingBody(bindFixed(inside, key, keyOf(shape)), [key, value])} }`;
}

/** A body with all these variables in it: one that `every` declares and nobody uses is an error. */
function makeUsingBody(place: Place, names: readonly string[]): Fragment {
  const { literals } = makeBody(place, 2);
  const unused = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(render(literals)));
  return list([literals, ...unused.map((name) => `${name} != ${place.policy.random.pick(["0", '"a"', "null"])}`)], "; ");
}
