/** The matrix of versions, imports and forms against what `opa check` 1.20.2 said of it (recorded.json, made by `npm run differential:versions -- --record`). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judge, places, type Recording } from "./matrix.ts";

const recorded: Recording = JSON.parse(readFileSync(join(import.meta.dirname, "recorded.json"), "utf8"));

/** Where known differences are: versions and forms, by the reason. */
const known: Readonly<Record<string, readonly string[]>> = {
  "OPA takes a keyword that was imported for a name where `:=` follows": [
    ...["if", "in", "every", "contains", "and"].map((word) => `v0: rule named ${word}`),
    "v1: rule named and",
    "both: rule named and",
  ],
  "OPA hints at an import": ["v0: every with if", "both: every with if"],
  "for both versions OPA goes on behind the errors of version 0 with what version 1 requires": [
    ...["set with contains", "and", "or", "variable named in", "variable named if", "membership with if", "membership with some and if"],
    ...["else with if", "body with if", "bare body", "template string"],
  ].map((form) => `both: ${form}`),
  "OPA goes on behind an import that it refuses": [
    ...["variable named in", "variable named if", "rule named if", "rule named in", "rule named every"].map((form) => `v1: ${form}`),
    "v0: template string",
  ],
};

interface Compared {
  readonly kind: string;
  readonly name: string;
  readonly here: readonly string[];
  readonly opa: readonly string[];
}

const seen: Record<string, number> = {};
const compared = places().map((place): Compared => {
  const { form, imports, version } = place;
  const row = `${version}: ${imports}`;
  const at = seen[row] ?? 0;
  seen[row] = at + 1;
  const number = recorded.verdicts[row]?.[at] ?? -1;
  const opa = recorded.texts[number] ?? [`nothing recorded for ${row}`];
  return { kind: `${version}: ${form}`, name: `${version}, imports ${imports}: ${form}`, here: judge(place), opa };
});
const different = compared.filter(({ here, opa }) => here.join("\n") !== opa.join("\n"));

describe("each version accepts and refuses what it should, in OPA's words", () => {
  test("but for the known differences", () => {
    const listed = new Set(Object.values(known).flat());
    expect(different.filter(({ kind }) => !listed.has(kind))).toStrictEqual([]);
    expect([compared.length, different.length]).toStrictEqual([2664, 135]);
  });

  test("what OPA accepts is accepted, but for rules that are named by a keyword", () => {
    const verdicts = different.filter(({ here, opa }) => (here.length === 0) !== (opa.length === 0));
    expect(verdicts.filter(({ kind }) => !kind.includes("rule named "))).toStrictEqual([]);
  });

  test.each(Object.entries(known))("%s", (_, kinds) => {
    const found = new Set(different.map(({ kind }) => kind));
    expect(kinds.filter((kind) => !found.has(kind))).toStrictEqual([]);
  });
});
