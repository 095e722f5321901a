/** Every version of Rego with every import of keywords and every form that needs one: what is accepted, and what is said otherwise. */
import { checkModules } from "../../../src/tools/check-modules.ts";

export const versions = ["v0", "v1", "both"] as const;
export type Version = (typeof versions)[number];

const words = ["in", "if", "contains", "every", "not", "and", "or"];

/** The imports of a module, by a name for each. */
const imports: Readonly<Record<string, readonly string[]>> = {
  none: [],
  "rego.v1": ["import rego.v1"],
  "all keywords": ["import future.keywords"],
  ...Object.fromEntries(words.map((word) => [word, [`import future.keywords.${word}`]])),
  "rego.v1, all keywords": ["import rego.v1", "import future.keywords"],
  "all keywords, rego.v1": ["import future.keywords", "import rego.v1"],
  ...Object.fromEntries(words.map((word) => [`rego.v1, ${word}`, ["import rego.v1", `import future.keywords.${word}`]])),
  "if, in": ["import future.keywords.if", "import future.keywords.in"],
  "if, not": ["import future.keywords.if", "import future.keywords.not"],
  "if twice": ["import future.keywords.if", "import future.keywords.if"],
  unknown: ["import future.keywords.nope"],
  "with an alias": ["import future.keywords.in as inside"],
};

/** Rules, each with one form that is read otherwise, or not at all, by some version or without some import. */
const forms: Readonly<Record<string, string>> = {
  "body without if": "p { input.x }",
  "body with if": "p if { input.x }",
  "bare body": "p if input.x",
  "set by key": "p[x] { x := input.y }",
  "set with contains": "p contains x { x := input.y }",
  "set with contains and if": "p contains x if x := input.y",
  "set without body": 'p contains "x"',
  "object with if": "p[x] := 1 if x := input.y",
  "function with if": "f(x) := 1 if x",
  "value with equals sign": "p = 1",
  "else without if": "p { input.x } else = 1 { input.y }",
  "else with if": "p if { input.x } else := 1 if { input.y }",
  "default with equals sign": "default p = false",
  membership: "p { 1 in input.x }",
  "membership with if": "p if 1 in input.x",
  "membership with some": "p { some x in input.y; x }",
  "membership with some and if": "p if { some k, x in input.y; k == x }",
  "membership in a value": "p := 1 in [1]",
  every: "p { every x in input.y { x } }",
  "every with if": "p if every k, x in input.y { k == x }",
  "not with braces": "p { not { input.x } }",
  "not with braces and if": "p if not { input.x }",
  "not as before": "p if not input.x",
  and: "p if input.x and input.y",
  or: "p if input.x or input.y",
  "rule named if": "if := 1",
  "rule named in": "in := 1",
  "rule named contains": "contains := 1",
  "rule named every": "every := 1",
  "rule named and": "and := 1",
  "variable named in": "p := x { x := 1; in := x }",
  "variable named if": "p { if := 1; if == 1 }",
  "builtin contains": 'p { contains("ab", "a") }',
  "reference to a keyword": "p { input.if.in }",
  "deprecated builtin": "p { any([true]) }",
  "imported name taken twice": "p { input := 1; input == 1 }",
  "template string": 'p := $"{input.x}"',
};

/** One place of the matrix. */
export interface Place {
  readonly version: Version;
  readonly imports: string;
  readonly form: string;
  readonly text: string;
}

/** All of them, in order. */
export function places(): readonly Place[] {
  return versions.flatMap((version) =>
    Object.entries(imports).flatMap(([name, lines]) =>
      Object.entries(forms).map(([form, rule]) => ({
        version,
        imports: name,
        form,
        text: ["package m", ...lines, rule, ""].join("\n"),
      })),
    ),
  );
}

interface Reported {
  readonly code?: string | undefined;
  readonly message: string;
  readonly location?: { readonly row: number; readonly col: number } | undefined;
}

/** What is said of a place; nothing where the module is accepted. */
export function describeErrors(errors: readonly Reported[]): readonly string[] {
  return errors.map(({ code, location, message }) => `${location?.row}:${location?.col} ${code}: ${message}`);
}

/** The verdict of this engine. */
export function judge({ text, version }: Place): readonly string[] {
  const regoVersion = version === "both" ? "both" : version === "v0" ? 0 : 1;
  return describeErrors(checkModules([{ file: "m.rego", text }], { regoVersion }));
}

/** Verdicts by version, imports and form, each text once: of a form, the number of its errors in `texts`. */
export interface Recording {
  /** The errors of one module, as lines; the first is the empty list: accepted. */
  readonly texts: readonly (readonly string[])[];
  readonly verdicts: Readonly<Record<string, readonly number[]>>;
}

/** Brings verdicts, in the order of {@link places}, in the form of the recording. */
export function record(verdicts: readonly (readonly string[])[]): Recording {
  const texts = new Map<string, number>([["[]", 0]]);
  const rows: Record<string, number[]> = {};
  for (const [index, { version, imports: name }] of places().entries()) {
    const key = JSON.stringify(verdicts[index]);
    if (!texts.has(key)) texts.set(key, texts.size);
    const row = `${version}: ${name}`;
    rows[row] ??= [];
    rows[row].push(texts.get(key) ?? 0);
  }
  return { texts: [...texts.keys()].map((key): readonly string[] => JSON.parse(key)), verdicts: rows };
}
