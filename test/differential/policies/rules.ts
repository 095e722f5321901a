import { words } from "./documents.ts";
import type { Fragment } from "./fragment.ts";
import { list, term, text } from "./fragment.ts";
import type { Kind, Shape } from "./shape.ts";
import { anyShape, booleanShape, fits, join, objectOf, setOf, typed } from "./shape.ts";
import { makeLiteral, makeTerm, makeUntyped } from "./terms.ts";
import type { Made, Place } from "./writer.ts";

/** A rule as generated: its text, and what later rules must know of it. */
export interface MadeRule {
  readonly clauses: Fragment;
  readonly parameters?: readonly Shape[];
  readonly shape: Shape;
}

/** Values that clauses of one rule may share, so that only some policies end in a conflict. */
type Value = () => (place: Place) => Made;

/** `name := value if …`, with several clauses, else branches and a default. */
export function makeCompleteRule(place: Place, name: string): MadeRule {
  const { random } = place.policy;
  const value = chooseValue(place)();
  const shapes: Shape[] = [];
  const clauses = random.repeat(
    random.weighted([
      [5, 1],
      [3, 2],
      [1, 3],
    ]),
    () => makeValueClause(place, name, value, shapes),
  );
  const fallback = random.chance(0.3) ? [text`default ${name} := ${makeConstant(place)}\n`] : [];
  return { clauses: list([...fallback, ...clauses], "\n"), shape: join(shapes) };
}

/** One constant for all clauses, `true`, or whatever each body gives. */
export function chooseValue(place: Place): Value {
  const { random } = place.policy;
  return random.weighted<Value>([
    [2, () => () => ({ fragment: "", shape: typed(booleanShape) })],
    [
      2,
      () => {
        const constant = makeLiteral({ ...place, depth: 1, variables: [] }, random.pick(["number", "string", "array", "any"]));
        return () => constant;
      },
    ],
    [3, () => (after) => makeHeadTerm(after, "any")],
  ]);
}

/** A value that is the same everywhere: defaults allow nothing else. */
function makeConstant({ policy: { random } }: Place): Fragment {
  return random.pick(["false", "0", '"none"', "[]", "null", '{"a": 1}', "set()", "{1, 2}", '[1, {"b": "c"}]']);
}

/** `head := value if { … } else := value if { … }`. */
export function makeValueClause(place: Place, head: Fragment, value: (place: Place) => Made, shapes: Shape[]): Fragment {
  const { random } = place.policy;
  const branches: Fragment[] = [];
  for (
    let count = random.weighted([
      [6, 1],
      [1.5, 2],
      [0.5, 3],
    ]);
    count > 0;
    count--
  ) {
    const { literals, after } = place.writers.body(place, 4);
    const { fragment, shape } = value({ ...after, depth: 2 });
    shapes.push(shape);
    const assigned = fragment === "" ? "" : text` ${random.chance(0.9) ? ":=" : "="} ${fragment}`;
    const start = branches.length === 0 ? head : " else";
    const short = random.chance(0.1) && branches.length === 0 && count === 1 && fragment !== "";
    branches.push(short ? text`${start} := ${value({ ...place, depth: 2 }).fragment}` : text`${start}${assigned} if { ${literals} }`);
  }
  return text`${list(branches, "")}\n`;
}

/** `name contains term if …`. */
export function makeSetRule(place: Place, name: string): MadeRule {
  const { random } = place.policy;
  const shapes: Shape[] = [];
  const clauses = random.repeat(random.between(1, 3), () => {
    const { literals, after } = place.writers.body(place, 4);
    const { fragment, shape } = makeHeadTerm({ ...after, depth: 1 }, random.pick(["string", "number", "any", "any"]));
    shapes.push(shape);
    return text`${name} contains ${fragment} if { ${literals} }\n`;
  });
  return { clauses: list(clauses, "\n"), shape: typed(setOf(join(shapes))) };
}

/** `name[key] := value if …`, `name[key] if …`; keys and values from the body. */
export function makeObjectRule(place: Place, name: string): MadeRule {
  const { random } = place.policy;
  const value = chooseValue(place)();
  const shapes: Shape[] = [];
  const clauses = random.repeat(random.between(1, 3), () => makeKeyedClause(place, name, 1, value, shapes));
  return { clauses: list(clauses, "\n"), shape: typed(objectOf(join(shapes))) };
}

function makeKeyedClause(place: Place, name: string, keys: number, value: (place: Place) => Made, shapes: Shape[]): Fragment {
  const { random } = place.policy;
  const { literals, after } = place.writers.body(place, 4);
  const head = { ...after, depth: 1 };
  const operands = random.repeat(keys, () => text`[${makeHeadTerm(head, random.pick(["string", "string", "number", "any"])).fragment}]`);
  const { fragment, shape } = value(head);
  shapes.push(shape);
  return text`${name}${{ kind: "sequence", parts: operands }}${fragment === "" ? "" : text` := ${fragment}`} if { ${literals} }\n`;
}

/** The rest of a head's reference. It does not go through a document that another head gives whole: that is an error. */
function makePath(place: Place, paths: (readonly string[])[]): readonly Fragment[] {
  const { random } = place.policy;
  for (;;) {
    const parts = random.repeat(random.between(1, 3), () =>
      random.chance(0.6) ? `.${random.pick(words)}` : text`[${makeHeadTerm(place, random.pick(["string", "string", "any"])).fragment}]`,
    );
    const keys = parts.map((part) => (typeof part === "string" ? part : "[]"));
    if (paths.some((other) => startsWith(keys, other) || startsWith(other, keys))) continue;
    paths.push(keys);
    return parts;
  }
}

/** Whether the path lies at or below another one without variables. */
function startsWith(path: readonly string[], other: readonly string[]): boolean {
  return path.length !== other.length && !other.includes("[]") && other.every((key, at) => key === path[at]);
}

/** A term of the head: one that leaves the type checker without an opinion mostly, so that other rules may do more with the rule. */
function makeHeadTerm(place: Place, kind: Kind): Made {
  const { random } = place.policy;
  if (random.chance(0.3)) return makeTerm(place, kind);
  const variables = place.variables.filter(({ shape }) => !shape.typed && fits(shape, kind));
  if (variables.length === 0 || random.chance(0.3)) return makeUntyped(place, kind);
  const { name, shape } = random.pick(variables);
  return { fragment: term(name), shape };
}

/** Rules whose heads lie in one tree: `name.a.b`, `name.a[x]`, `name[x].c contains y`. */
export function makeTreeRule(place: Place, name: string): MadeRule {
  const { random } = place.policy;
  const paths: (readonly string[])[] = [];
  const sets = random.weighted([
    [6, 0],
    [2, 1],
    [1, 0.3],
  ]);
  const clauses = random.repeat(random.between(2, 4), () => {
    const { literals, after } = place.writers.body(place, 3);
    const head = { ...after, depth: 1 };
    const parts = makePath(head, paths);
    const path: Fragment = { kind: "sequence", parts: [name, ...parts] };
    if (random.chance(sets)) return text`${path} contains ${makeHeadTerm(head, "any").fragment} if { ${literals} }\n`;
    return text`${path} := ${makeHeadTerm(head, "any").fragment} if { ${literals} }\n`;
  });
  return { clauses: list(clauses, "\n"), shape: typed(objectOf(typed(anyShape))) };
}
