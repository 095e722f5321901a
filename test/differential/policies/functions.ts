import { makeNumberText, makeStringText } from "./documents.ts";
import type { Fragment } from "./fragment.ts";
import { list, text } from "./fragment.ts";
import type { MadeRule } from "./rules.ts";
import { chooseValue, makeValueClause } from "./rules.ts";
import type { Shape } from "./shape.ts";
import { anyShape, arrayOf, join, numberShape, record, stringShape } from "./shape.ts";
import type { Place } from "./writer.ts";
import { bindFixed, nameVariable } from "./writer.ts";

/** `name(operands) := value if …`: several clauses, patterns and constants as parameters, else branches, a default. */
export function makeFunction(place: Place, name: string): MadeRule {
  const { random } = place.policy;
  const parameters = random.repeat(
    random.weighted([
      [5, 1],
      [4, 2],
      [1, 3],
    ]),
    () => random.pick([numberShape, stringShape, anyShape, arrayOf(anyShape), record({ a: anyShape, b: anyShape })]),
  );
  const value = chooseValue(place)();
  const shapes: Shape[] = [];
  const clauses = random.repeat(
    random.weighted([
      [5, 1],
      [3, 2],
      [1, 3],
    ]),
    () => {
      const { head, after } = makeHead(place, name, parameters);
      return makeValueClause(after, head, value, shapes);
    },
  );
  const wildcards = parameters.map(() => "_").join(", ");
  const fallback =
    parameters.length > 0 && random.chance(0.15) ? [`default ${name}(${wildcards}) := ${random.pick(["0", '"none"', "false"])}\n`] : [];
  return { clauses: list([...fallback, ...clauses], "\n"), parameters, shape: join(shapes) };
}

function makeHead(place: Place, name: string, parameters: readonly Shape[]): { readonly head: Fragment; readonly after: Place } {
  const { random } = place.policy;
  let after = place;
  const written = parameters.map((shape) => {
    const parameter = makeParameter(after, shape);
    after = parameter.after;
    return parameter.fragment;
  });
  const operands = written.flatMap((fragment, at): Fragment[] => (at === 0 ? [fragment] : [", ", fragment]));
  return { head: { kind: "sequence", parts: [`${name}(`, ...operands, ")"] }, after: random.chance(0.02) ? place : after };
}

/** A variable mostly; a constant, a wildcard or a pattern now and then. */
function makeParameter(place: Place, shape: Shape): { readonly fragment: Fragment; readonly after: Place } {
  const { random } = place.policy;
  const name = nameVariable(place);
  const variable = { fragment: name, after: bindFixed(place, name, shape) };
  if (random.chance(0.7)) return variable;
  if (random.chance(0.15)) return { fragment: "_", after: place };
  if (random.chance(0.5)) return { fragment: makeConstant(place, shape), after: place };
  if (shape.kind === "record") {
    const other = nameVariable(place);
    return { fragment: text`{"a": ${name}, "b": ${other}}`, after: bindFixed(bindFixed(place, name, anyShape), other, anyShape) };
  }
  if (shape.kind === "array") {
    const other = nameVariable(place);
    return { fragment: text`[${name}, ${other}]`, after: bindFixed(bindFixed(place, name, anyShape), other, anyShape) };
  }
  return variable;
}

/** What a clause of a function is for: nothing but constants may stand there. */
function makeConstant({ policy: { random } }: Place, { kind }: Shape): Fragment {
  switch (kind) {
    case "number":
      return makeNumberText(random);
    case "string":
      return makeStringText(random);
    case "array":
      return random.pick(["[]", '["a", "b"]', "[1, 2]"]);
    default:
      return random.pick(["null", "false", '"b"', "1", '{"a": 1, "b": "a"}']);
  }
}
