import { equalsValues } from "../../../src/values/equals.ts";
import { parseJson, stringifyJson } from "../../../src/values/json.ts";
import { JsonError } from "../../../src/values/json-reader.ts";
import type { Value } from "../../../src/values/value.ts";
import { parseYaml } from "../../../src/values/yaml.ts";
import { YamlError } from "../../../src/values/yaml-error.ts";
import { documentShape, makeDocument } from "../../differential/policies/documents.ts";
import { render } from "../../differential/policies/fragment.ts";
import type { Random } from "../../differential/policies/random.ts";
import { mutateText } from "../mutate-text.ts";
import type { Finding, FuzzTarget } from "../target.ts";

const TEXT = "document.txt";

/** JSON texts: refused with a JsonError, or values whose text is read as the same value; what `JSON.parse` refuses is refused. */
export const jsonTarget: FuzzTarget = {
  name: "json",
  make: (random) => ({ texts: { [TEXT]: mutateText(makeJson(random), random) }, regoVersion: 1 }),
  check: ({ texts }) => checkJsonText(texts[TEXT] ?? ""),
};

/** YAML texts: refused with a YamlError, or values that are JSON. */
export const yamlTarget: FuzzTarget = {
  name: "yaml",
  make: (random) => ({
    texts: { [TEXT]: mutateText(random.chance(0.4) ? makeJson(random) : random.pick(yamlSeeds), random) },
    regoVersion: 1,
  }),
  check: ({ texts }) => checkYamlText(texts[TEXT] ?? ""),
};

const yamlSeeds: readonly string[] = [
  "a: 1\nb:\n  - x\n  - y: [1, 2, {c: d}]\n# comment\nc: 'it''s'\nd: \"q\\n\\u0041\"\n",
  "base: &base\n  name: x\n  list: &l [1, 2]\nother:\n  <<: *base\n  list: *l\n  <<: [*base, {z: 1}]\n",
  "text: |2-\n    indented\n   more\nfolded: >+\n  a\n  b\n\n\nend: !!str 12\nbin: !!binary aGVsbG8=\n",
  "---\n? key\n: value\n? [1]\n: no\n...\n---\nsecond: 2\n",
  "yes: no\non: off\n012: 0o17\nhex: 0xff\nfloat: 1.5e3\nnull: ~\ndate: 2001-12-14t21:59:43.10-05:00\nbig: 18446744073709551615\n",
  'apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {app: web, tier: "1"}\nspec:\n  containers:\n  - name: a\n    image: b:1\n    args: ["--x", \'-y\']\n',
];

function makeJson(random: Random): string {
  return render(makeDocument(random, documentShape));
}

function checkJsonText(text: string): Finding | undefined {
  let value: Value;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return acceptsNatively(text) ? { sort: "JSON is refused", details: error.message } : undefined;
  }
  if (!acceptsNatively(text)) return { sort: "no JSON is accepted", details: stringifyJson(value) };
  return checkWritten(value);
}

/** `JSON.parse` takes any depth; ours ends at Go's limit, which mutations do not reach. */
function acceptsNatively(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function checkYamlText(text: string): Finding | undefined {
  let value: Value;
  try {
    value = parseYaml(text);
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
  return checkWritten(value);
}

/** The text of a value is read as an equal one, with the same text. */
function checkWritten(value: Value): Finding | undefined {
  const written = stringifyJson(value);
  const again = parseJson(written);
  if (stringifyJson(again) !== written) return { sort: "writing again changes the text", details: `${written}\n${stringifyJson(again)}` };
  // Halves of surrogate pairs become U+FFFD in texts.
  if (!equalsValues(again, value) && !/\ufffd/.test(written)) return { sort: "what was written is another value", details: written };
  return undefined;
}
