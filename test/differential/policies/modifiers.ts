import { calledBuiltins, packageNames } from "./calls.ts";
import type { Fragment } from "./fragment.ts";
import { list, text } from "./fragment.ts";
import { documentField } from "./references.ts";
import type { Kind } from "./shape.ts";
import type { Place, RuleSignature } from "./writer.ts";

/** `with … as …`, once or several times: on input, base documents, rules, functions and builtins. */
export function makeModifiers(place: Place): Fragment {
  const { random } = place.policy;
  const modifiers = random.repeat(random.chance(0.75) ? 1 : 2, () => makeModifier(place));
  return list(
    modifiers.filter((modifier) => modifier !== undefined).map((modifier) => text` with ${modifier}`),
    "",
  );
}

function makeModifier(place: Place): Fragment | undefined {
  const { random } = place.policy;
  return random.weighted<() => Fragment | undefined>([
    [4, () => replaceField(place, "input")],
    [1, () => text`input as ${makeValue(place, random.pick(["object", "any"]))}`],
    [3, () => replaceField(place, "data.docs")],
    [3, () => replaceRule(place)],
    [1.5, () => replaceBuiltin(place)],
    [2, () => replaceFunction(place)],
    [0.3, () => text`data.${random.pick(packageNames)}.side as ${makeValue(place, "any")}`],
    [0.2, () => text`data.docs as ${makeValue(place, "object")}`],
  ])();
}

function replaceField(place: Place, root: string): Fragment {
  const { random } = place.policy;
  const kind = random.pick(["number", "string", "array", "object"] as const);
  const below = random.chance(0.2) ? random.pick([".a", ".x.y", '["b"]', ".fresh"]) : "";
  return text`${root}.${documentField(kind)}${below} as ${makeValue(place, random.chance(0.9) ? kind : "any")}`;
}

function makeValue(place: Place, kind: Kind): Fragment {
  return place.writers.term({ ...place, depth: Math.min(place.depth, 1) }, kind).fragment;
}

function replaceRule(place: Place): Fragment | undefined {
  const { random } = place.policy;
  const rules = place.policy.rules.filter(({ parameters }) => parameters === undefined);
  if (rules.length === 0) return undefined;
  const rule = random.pick(rules);
  const below = (rule.shape.kind === "object" || rule.shape.kind === "record") && random.chance(0.04) ? ".a" : "";
  return text`data.${rule.package}.${rule.name}${below} as ${makeValue(place, random.chance(0.8) ? rule.shape.kind : "any")}`;
}

function replaceBuiltin(place: Place): Fragment {
  const { random } = place.policy;
  // `contains` is a keyword there.
  const { name, operands, result } = random.pick(calledBuiltins.filter((builtin) => builtin.name !== "contains"));
  const functions = functionsOf(place, operands.length);
  if (functions.length > 0 && random.chance(0.5)) return text`${name} as ${pathOf(random.pick(functions))}`;
  const builtins = calledBuiltins.filter(
    (other) => other.name !== name && other.operands.join() === operands.join() && other.result.kind === result.kind,
  );
  if (builtins.length > 0 && random.chance(0.4)) return text`${name} as ${random.pick(builtins).name}`;
  return text`${name} as ${makeValue(place, result.kind)}`;
}

function replaceFunction(place: Place): Fragment | undefined {
  const { random } = place.policy;
  const functions = place.policy.rules.filter(({ parameters }) => parameters !== undefined);
  if (functions.length === 0) return undefined;
  const replaced = random.pick(functions);
  const others = functionsOf(place, replaced.parameters?.length ?? 0).filter((other) => other !== replaced);
  if (others.length > 0 && random.chance(0.5)) return text`${pathOf(replaced)} as ${pathOf(random.pick(others))}`;
  return text`${pathOf(replaced)} as ${makeValue(place, replaced.shape.kind)}`;
}

function functionsOf(place: Place, arity: number): readonly RuleSignature[] {
  return place.policy.rules.filter(({ parameters }) => parameters?.length === arity);
}

function pathOf({ package: name, name: rule }: RuleSignature): string {
  return `data.${name}.${rule}`;
}
