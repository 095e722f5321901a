import { makeNumberText, makeStringText } from "./documents.ts";
import type { Fragment } from "./fragment.ts";
import { text } from "./fragment.ts";
import type { Shape } from "./shape.ts";
import { elementOf } from "./shape.ts";
import type { Place } from "./writer.ts";
import { bind, nameVariable } from "./writer.ts";

/** What a pattern is written for. */
export interface PatternOptions {
  /** With `:=` and `some … in`, every variable is new; with `=`, bound ones and terms may stand in it. */
  readonly declares: boolean;
}

/** A pattern that a value of this shape may match, and the place where its variables are bound. */
export function makePattern(place: Place, shape: Shape, depth: number, options: PatternOptions): { fragment: Fragment; after: Place } {
  const { random } = place.policy;
  if (depth > 0 && shape.kind === "record" && !shape.typed && random.chance(0.5))
    return destructureRecord(place, shape.fields, depth, options);
  if (depth > 0 && (shape.kind === "array" || shape.kind === "any") && !shape.typed && random.chance(0.4)) {
    return destructureArray(place, elementOf(shape) ?? shape, depth, options);
  }
  if (depth < 2 && random.chance(0.15)) return { fragment: "_", after: place };
  if (!shape.typed && random.chance(0.12)) return { fragment: makeConstantPart(place, shape, options), after: place };
  const same = place.variables.filter((variable) => variable.shape.kind === shape.kind && !(variable.shape.typed && shape.typed));
  if (!options.declares && same.length > 0 && random.chance(0.25)) return { fragment: random.pick(same).name, after: place };
  const name = nameVariable(place);
  return { fragment: name, after: bind(place, name, shape) };
}

/** A term to compare with; where variables are declared, a reference would be taken for one. */
function makeConstantPart(place: Place, { kind }: Shape, { declares }: PatternOptions): Fragment {
  if (!declares) return place.writers.term({ ...place, depth: 0 }, kind).fragment;
  return kind === "number" ? makeNumberText(place.policy.random) : makeStringText(place.policy.random);
}

/** All fields but rarely one, since an object pattern matches only objects with the same keys. */
function destructureRecord(place: Place, fields: Readonly<Record<string, Shape>>, depth: number, options: PatternOptions) {
  const { random } = place.policy;
  const parts: Fragment[] = [];
  let after = place;
  for (const [name, shape] of Object.entries(fields)) {
    if (random.chance(0.05)) continue;
    const inner = makePattern(after, shape, depth - 1, options);
    parts.push(text`${parts.length === 0 ? "" : ", "}"${name}": ${inner.fragment}`);
    after = inner.after;
  }
  return { fragment: text`{${{ kind: "sequence", parts }}}`, after };
}

function destructureArray(place: Place, element: Shape, depth: number, options: PatternOptions) {
  const { random } = place.policy;
  const parts: Fragment[] = [];
  let after = place;
  for (let at = random.between(1, 3); at > 0; at--) {
    const inner = makePattern(after, element, depth - 1, options);
    parts.push(text`${parts.length === 0 ? "" : ", "}${inner.fragment}`);
    after = inner.after;
  }
  return { fragment: text`[${{ kind: "sequence", parts }}]`, after };
}
