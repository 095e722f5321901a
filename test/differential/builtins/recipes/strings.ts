import type { Random } from "../../policies/random.ts";
import type { Recipes } from "../recipe.ts";
import { forEach, joinParts, literal, quote, quoteAll } from "../recipe.ts";

const texts = quoteAll(
  "",
  "a",
  "abc",
  "abcabc",
  "aXbXc",
  "éa日😀日",
  "  pad\t\n",
  "ß İ ǆ",
  "a.b.c",
  "\u00a0x\u2003",
  "aaaa",
  "e\u0301e\u0301",
);
const parts = quoteAll("", "a", "b", "bc", "X", ".", "日", "😀", "é", " ", "abcd", "aa", "\u0301", "e");
const positions = ["0", "1", "2", "-1", "-2", "5", "100", "1.0", "1.5", "9223372036854775808", "-9223372036854775809"];
const prefixes = ['"a"', '"zz"', '["a", "b"]', '{"a", "é"}', "[]", "set()", '["x", 1]', '{"x", null}', '"éa"', '"c"', '"日"'];

const flags = ["", "+", "-", "#", " ", "0", "5", "*", ".3", ".*", "[1]", "[2]", "[9]", "[x]", "30", ".0"];
const verbs = [..."vTtbcdoOqxXUeEfFgGs%z!é"];
const formatted = [
  ...["0", "1", "-1", "65", "255", "1.5", "-2.5", "0.1", "123456.789", "1234567.5", "0.00001234", "123456789012345678901"],
  ...['"a"', '"héllo"', '"x`y\\n"', "true", "null", '[1,"a"]', '{"k":1}', "{1}"],
];

const templateVariables = literal({ a: "A<b>", xs: [1, "two", null, { b: true }], o: { k: "v" }, n: 42, none: null });
const templateOperands = [
  ".",
  ".a",
  ".xs",
  ".o",
  ".o.k",
  ".n",
  ".zz",
  ".none",
  "$",
  "1",
  "2.5",
  '"s"',
  "nil",
  "'c'",
  "(len .a)",
  "(index .xs 0)",
];
const templateFunctions = [
  "len",
  "print",
  'printf "%v-%d"',
  "html",
  "js",
  "urlquery",
  "index",
  "slice",
  "eq",
  "lt",
  "ge",
  "not",
  "and",
  "or",
  "call",
  "nope",
];
const oddParts = ["{{end}}", "{{else}}", "{{", "}}", "{{/* c */}}", "{{$y}}", "{{break}}", "{{(}}", "{{|}}", '{{template "q"}}'];

/** A template of some statements, mostly well-formed, nested three deep at most. */
function makeTemplate(random: Random, depth = 0): string {
  const pipeline = (): string =>
    random.chance(0.5)
      ? random.pick(templateOperands)
      : `${random.pick(templateFunctions)} ${random.repeat(random.below(4), () => random.pick(templateOperands)).join(" ")}`;
  const inner = (): string => (depth < 2 ? makeTemplate(random, depth + 1) : "x");
  const makers: readonly (() => string)[] = [
    () => "x\n",
    () => `{{${pipeline()}}}`,
    () => `{{- ${pipeline()} | ${pipeline()} -}} `,
    () => `{{if ${pipeline()}}}${inner()}{{else}}${inner()}{{end}}`,
    () => `{{with ${pipeline()}}}${inner()}{{end}}`,
    () => `{{range $i, $x := ${pipeline()}}}{{$i}}:{{$x}};{{end}}`,
    () => `{{$x := ${pipeline()}}}{{$x}}`,
    () => random.pick(oddParts),
  ];
  return random.repeat(random.between(1, 4), () => random.pick(makers)()).join("");
}

export const stringRecipes: Recipes = {
  ...forEach(["contains", "startswith", "endswith", "indexof", "indexof_n", "strings.count", "split"], { operands: [texts, parts] }),
  ...forEach(["trim", "trim_left", "trim_right", "trim_prefix", "trim_suffix"], { operands: [texts, parts] }),
  ...forEach(["lower", "upper", "trim_space", "strings.reverse"], {
    operands: [
      joinParts([
        "a",
        "B",
        "ß",
        "İ",
        "ı",
        "ǆ",
        "Σ",
        "ς",
        "😀",
        " ",
        "\t",
        "\u00a0",
        "\u0085",
        "\u2028",
        "\ufeff",
        "é",
        "e\u0301",
        "ŉ",
        "ﬁ",
      ]),
    ],
  }),
  "strings.split_n": { operands: [texts, parts, positions] },
  replace: { operands: [texts, parts, parts] },
  substring: { operands: [texts, positions, positions] },
  concat: {
    operands: [parts, ['["a", "b"]', '{"b", "a"}', "[]", "set()", '["a", 1]', '{"a", null}', '["", ""]', '["日", "😀"]', '["x"]']],
  },
  ...forEach(["strings.any_prefix_match", "strings.any_suffix_match"], { operands: [prefixes, prefixes] }),
  "strings.replace_n": {
    operands: [
      [
        '{"a": "b"}',
        '{"a": "b", "b": "a"}',
        '{"": "-"}',
        "{}",
        '{"ab": "1", "a": "2"}',
        '{"日": "本", "😀": ""}',
        '{"a": 1}',
        '{1: "a"}',
        '{"X": "", "c": "cc"}',
      ],
      texts,
    ],
  },
  sprintf: {
    operands: [
      (random) => {
        const directive = (): string => `%${random.repeat(random.below(4), () => random.pick(flags)).join("")}${random.pick(verbs)}`;
        return quote(
          `${random.pick(["", "a", "%%", "é"])}${directive()}${random.pick(["", " ", "-"])}${random.chance(0.7) ? directive() : ""}`,
        );
      },
      (random) => `[${random.repeat(random.below(4), () => random.pick(formatted)).join(", ")}]`,
    ],
    calls: [
      [quote("%s"), '[["a", {"b": {1, "x"}}]]'],
      [quote("%d %d"), "[1.0, 1e3]"],
      [quote("%v"), "[12345678901234567890.5]"],
      [quote("%5.1f|%-8s|%+d|%x"), '[3.14159, "é", 5, "hi"]'],
    ],
  },
  "strings.render_template": {
    operands: [(random) => quote(makeTemplate(random)), [templateVariables, "{}"]],
    calls: [
      ["{{range $i, $x := .xs}}{{$i}}={{$x}} {{else}}none{{end}}", templateVariables],
      ["{{if and .n .a}}{{.a | html}}{{else if .zz}}z{{end}}", templateVariables],
      ['{{define "q"}}<{{.}}>{{end}}{{template "q" .n}}', templateVariables],
      ["a {{- 3 -}} b", "{}"],
    ].map(([template = "", variables = ""]) => [quote(template), variables]),
  },
  "internal.template_string": {
    operands: [
      [
        "[]",
        '["a", 1, true, null]',
        '[{"x"}]',
        '["a", {1}, "b"]',
        '[{[1, "x"]}]',
        "[set()]",
        "[{1, 2}]",
        '[{{"k": "v"}}]',
        '["é", 1.50]',
        "[[1]]",
        "[{}]",
      ],
    ],
  },
};
