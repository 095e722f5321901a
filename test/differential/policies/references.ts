import { documentShape, siblingShape, words } from "./documents.ts";
import type { Fragment } from "./fragment.ts";
import { list, term, text } from "./fragment.ts";
import type { Kind, Shape } from "./shape.ts";
import { anyShape, elementOf, fits, keyOf, objectOf, stringShape } from "./shape.ts";
import type { Made, Place, RuleSignature } from "./writer.ts";
import { deeper } from "./writer.ts";

/** A reference that is read from the left: the text so far and what lies there. */
interface Path {
  readonly parts: readonly Fragment[];
  readonly shape: Shape;
}

/** How the operands of a reference may be written. */
export interface OperandOptions {
  /** Wildcards and other operands that make several values of one reference. */
  readonly several?: boolean | undefined;
}

/** A reference into input, base documents, rules or a variable; it tries to find something of the wanted kind. */
export function makeReference(place: Place, wanted: Kind, options: OperandOptions = {}): Made {
  const { random } = place.policy;
  let found = walk(place, makeRoot(place, wanted), wanted, options);
  for (let attempt = 0; attempt < 6 && !fits(found.shape, wanted); attempt++) {
    found = walk(place, makeRoot(place, wanted), wanted, options);
  }
  if (!fits(found.shape, wanted) || (found.shape.kind === "any" && wanted !== "any" && random.chance(0.5))) {
    found = { parts: [random.pick(["input", "data.docs"]), `.${documentField(wanted)}`], shape: anyShape };
  }
  return { fragment: term(list([...found.parts], "")), shape: found.shape };
}

/** A field of the documents that has this kind. */
export function documentField(wanted: Kind): string {
  const fields = { number: "n", string: "s", boolean: "on", array: "nums", set: "strs", object: "map", record: "deep", any: "mixed" };
  return fields[wanted];
}

function makeRoot(place: Place, wanted: Kind): Path {
  const { random } = place.policy;
  const rules = usableRules(place);
  const variables = place.variables.filter(({ shape }) => shape.kind !== "boolean" || wanted === "boolean" || wanted === "any");
  return random.weighted<() => Path>([
    [3, () => ({ parts: ["input"], shape: documentShape })],
    [2, () => ({ parts: ["data", ".docs"], shape: documentShape })],
    [0.6, () => ({ parts: ["data", random.pick([".lib.u", ".lib.v", ".app"]), ".side"], shape: siblingShape })],
    [variables.length > 0 ? 4 : 0, () => variableRoot(random.pick(variables))],
    [rules.length > 0 ? 4 : 0, () => ruleRoot(place, random.pick(rules))],
    [place.policy.finished.has("lib.v") ? 0.5 : 0, () => libraryRoot(place)],
  ])();
}

function variableRoot({ name, shape }: { readonly name: string; readonly shape: Shape }): Path {
  return { parts: [name], shape };
}

/** Rules with a value; rules of the same package by their name, the others by their full path. */
function usableRules({ policy }: Place): readonly RuleSignature[] {
  return policy.rules.filter(({ parameters }) => parameters === undefined);
}

function ruleRoot(place: Place, rule: RuleSignature): Path {
  return { parts: [nameRule(place, rule)], shape: rule.shape };
}

/** How a rule is called from this place. */
export function nameRule(place: Place, rule: RuleSignature): string {
  const { random } = place.policy;
  if (rule.package === place.package && random.chance(0.85)) return rule.name;
  if (place.package === "app" && rule.package === "lib.u" && random.chance(0.4)) return `u.${rule.name}`;
  if (place.package === "app" && rule.package === "lib.v" && random.chance(0.4)) return `other.${rule.name}`;
  return `data.${rule.package}.${rule.name}`;
}

/** A reference over the finished packages: `data.lib[name].rule`. */
function libraryRoot(place: Place): Path {
  const { random } = place.policy;
  const rules = usableRules(place).filter(({ package: name }) => name.startsWith("lib."));
  if (rules.length === 0) return { parts: ["data.lib.u"], shape: objectOf(anyShape) };
  const { name, shape } = random.pick(rules);
  const operand = random.pick([".u", ".v", '["u"]', "[_]", text`[${makeOperand(place, stringShape)}]`]);
  if (random.chance(0.15)) return { parts: ["data.lib", operand], shape: objectOf(anyShape) };
  const dotted = /^\w+$/.test(name) ? `.${name}` : `.${name.split(".")[0]}`;
  return { parts: ["data.lib", operand, dotted], shape: dotted === `.${name}` ? shape : anyShape };
}

/** Goes down from the root, and stops at something that fits now and then. */
function walk(place: Place, root: Path, wanted: Kind, options: OperandOptions): Path {
  const { random } = place.policy;
  let path = root;
  for (let step = 0; step < 6; step++) {
    if (step > 0 && fits(path.shape, wanted) && random.chance(wanted === "any" ? 0.35 : 0.7)) return path;
    const next = stepInto(place, path, options);
    if (next === undefined) return path;
    if (path.shape.kind === "any" && random.chance(0.6)) return path;
    path = next;
  }
  return path;
}

function stepInto(place: Place, { parts, shape }: Path, options: OperandOptions): Path | undefined {
  const { random } = place.policy;
  const element = elementOf(shape);
  if (element === undefined || (shape.kind === "any" && shape.typed)) return undefined;
  if (shape.kind === "record" && (shape.typed || random.chance(0.85))) {
    const [name, field] = random.pick(Object.entries(shape.fields));
    return { parts: [...parts, random.chance(0.9) ? `.${name}` : `["${name}"]`], shape: field };
  }
  if (options.several && random.chance(0.5)) return { parts: [...parts, "[_]"], shape: element };
  const operand = shape.typed ? makeUntypedOperand(place, keyOf(shape)) : makeOperand(place, keyOf(shape));
  return { parts: [...parts, text`[${operand}]`], shape: shape.kind === "set" ? shape.of : element };
}

/** A key to look up: a literal, a variable, or another reference. */
function makeOperand(place: Place, key: Shape): Fragment {
  const { random } = place.policy;
  const variables = place.variables.filter(({ shape }) => fits(shape, key.kind) && !(shape.typed && shape.kind === "any"));
  return random.weighted<() => Fragment>([
    [4, () => makeKey(place, key)],
    [variables.length > 0 ? 4 : 0, () => random.pick(variables).name],
    [place.depth > 0 ? 0.7 : 0, () => place.writers.reference(deeper(place), key.kind).fragment],
    [place.depth > 0 ? 0.2 : 0, () => place.writers.term(deeper(place), key.kind).fragment],
  ])();
}

/** A key that the type checker cannot reject: a variable of the kind, or something from a document. */
function makeUntypedOperand(place: Place, { kind }: Shape): Fragment {
  const { random } = place.policy;
  const variables = place.variables.filter(({ shape }) => !shape.typed && fits(shape, kind));
  if (variables.length > 0 && random.chance(0.8)) return random.pick(variables).name;
  return `${random.pick(["input", "data.docs"])}.${documentField(kind)}`;
}

function makeKey(place: Place, key: Shape): Fragment {
  const { random } = place.policy;
  switch (key.kind) {
    case "number":
      return random.pick(["0", "1", "2", "0", "7", "-1", "0.5"]);
    case "any":
      return random.pick(["0", "1", '"a"', '"b"', "null", '["a", 1]']);
    case "string":
      return JSON.stringify(random.pick(words));
    default:
      return place.writers.term({ ...deeper(place), depth: 0 }, key.kind).fragment;
  }
}
