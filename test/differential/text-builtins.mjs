// Compares generated calls of the regex, glob, sprintf and template builtins with what the `opa` binary answers.
//   node test/differential/text-builtins.mjs [calls per builtin, 200] [seed, 1]
// Says so and does nothing where `opa` is not on the PATH. Differences are printed as calls that can be pasted into `opa eval`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const [countText = "200", seedText = "1"] = process.argv.slice(2);
let seed = Number(seedText);
if (spawnSync("opa", ["version"]).status !== 0) skip("no `opa` on the PATH");

const regexParts = [
  ..."ab()[]*+?{}|^$.,2-",
  "(a|b)",
  "(?i)",
  "(?P<n>",
  "(?P<n>a)",
  "(?<m>b)",
  "(?:",
  "(?=",
  "\\d",
  "\\b",
  "\\C",
  "\\Q",
  "\\E",
  "\\z",
  "é",
  "😀",
  "\n",
].concat(["{2}", "{1001}", "[^", "[:alpha:]", "\\x{41}", "\\p{Greek}", "\\pX", "\\p{ASCII}", "\\P{letter}", "\\p{ lu }", "a*", "x*"]);
const texts = ["", "a", "ab", "abab", "ab-z2 aé😀\n[]", "AbBa", "\u212ak", "日本 ωΩ", "xxaxx"];
const globParts = [..."ab.*?,}]!-", "**", "{a,b}", "{ab,a}", "[ab]", "[!ab]", "[a-c]", "[", "\\", "\\*", "é", "😀"];
const globsParts = [..."ab.*+[]-\\é", "a*", "b+", ".*", "[ab]*", "[bc]+", "[a-c]"];
const flags = ["", "+", "-", "#", " ", "0", "5", "*", ".3", ".*", "[1]", "[2]", "[9]", "[x]", "30", ".0"];
const verbs = [..."vTtbcdoOqxXUeEfFgGs%z!é"];
const numbers = ["0", "1", "-1", "65", "255", "1.5", "-2.5", "0.1", "123456.789", "1234567.5", "0.00001234", "123456789012345678901"];
const values = [...numbers, '"a"', '"héllo"', '"x`y\\n"', "true", "null", '[1,"a"]', '{"k":1}', "{1}"];
const operands = [
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
  "(print 1).b",
];
const functions = [
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
const vars = '{"a":"A<b>","xs":[1,"two",null,{"b":true}],"o":{"k":"v"},"n":42,"none":null}';

const generators = {
  "regex.match": () => [quote(joinSome(regexParts)), quote(pick(texts))],
  "regex.is_valid": () => [quote(joinSome(regexParts))],
  "regex.split": () => [quote(joinSome(regexParts)), quote(pick(texts))],
  "regex.find_n": () => [quote(joinSome(regexParts)), quote(pick(texts)), String(random(4) - 1)],
  "regex.find_all_string_submatch_n": () => [quote(joinSome(regexParts)), quote(pick(texts)), pick(["-1", "0", "2", "1.5"])],
  "regex.replace": () => [
    quote(pick(texts)),
    quote(joinSome(regexParts)),
    quote(pick(["", "x", "$0", "$1", "\u0024{1}y", "$n", "\u0024{n}-$m", "$$", "$nx"])),
  ],
  "regex.template_match": () => [
    quote(joinSome(["a", "{b}", "{[a-z]+}", "{a", "}", ".", "é"])),
    quote(pick(texts)),
    quote(pick(["{", "{{", ""])),
    quote("}"),
  ],
  "regex.globs_match": () => [quote(joinSome(globsParts)), quote(joinSome(globsParts))],
  "glob.match": () => [
    quote(joinSome(globParts)),
    pick(["[]", "null", '["/"]', '[".","/"]', '["ab"]']),
    quote(joinSome(["a", "b", ".", "é", "😀", "/", "ab"])),
  ],
  "glob.quote_meta": () => [quote(joinSome(globParts))],
  sprintf: () => [quote(joinSome(["a", "%%"]) + makeDirective() + makeDirective()), `[${makeList(() => pick(values)).join(",")}]`],
  "strings.render_template": () => [quote(makeTemplate(0)), vars],
};

const work = mkdtempSync(join(tmpdir(), "rego-text-builtins-"));
const { answer } = await loadEngine();
let differences = 0;
for (const [name, generate] of Object.entries(generators)) compare(name, Array.from({ length: Number(countText) }, generate));
rmSync(work, { recursive: true });
process.stdout.write(`${differences} differences\n`);
process.exitCode = differences === 0 ? 0 : 1;

function compare(name, calls) {
  const rules = calls.map((args, index) => {
    const parameters = args.map((_, position) => `xs[${position}]`).join(", ");
    return `r${index} := {"v": v} if { xs := object.get({"a": [${args.join(", ")}]}, ["a"], null); v := ${name}(${parameters}) }`;
  });
  const module = ["package p", ...rules].join("\n");
  const theirs = askOpa(module);
  const ours = answer(module, calls.length);
  for (const [index, args] of calls.entries()) {
    if (theirs[index] === ours[index]) continue;
    differences++;
    process.stdout.write(`${name}(${args.join(", ")})\n  opa:  ${theirs[index]}\n  rego: ${ours[index]}\n`);
  }
}

/** The answer of each rule as JSON; an error by its text. */
function askOpa(module) {
  const path = join(work, "p.rego");
  writeFileSync(path, module);
  const { stdout } = spawnSync("opa", ["eval", "-f", "json", "--show-builtin-errors", "-d", path, "data.p"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const { errors = [], result = [] } = JSON.parse(stdout);
  const answers = [];
  for (const { location, message } of errors) answers[location.row - 2] = JSON.stringify(message);
  for (const [rule, { v }] of Object.entries(result[0]?.expressions[0].value ?? {})) answers[Number(rule.slice(1))] = JSON.stringify(v);
  return answers;
}

/** The engine, asked rule by rule in strict mode, so that each error belongs to its call. */
async function loadEngine() {
  const outfile = join(work, "engine.mjs");
  const contents = `
    import { Engine, RegoErrors } from "./src/index.ts";
    export function answer(module, count) {
      const engine = new Engine({ strictBuiltinErrors: true });
      engine.addModule("p.rego", module);
      return Array.from({ length: count }, (_, index) => {
        try {
          const value = engine.prepare("data.p.r" + index + ".v").evaluateSync();
          return value === undefined ? undefined : JSON.stringify(value);
        } catch (error) {
          if (error instanceof RegoErrors) return JSON.stringify(error.errors[0].message);
          throw error;
        }
      });
    }`;
  await build({ stdin: { contents, resolveDir: process.cwd(), loader: "ts" }, bundle: true, format: "esm", platform: "node", outfile });
  return import(outfile);
}

function makeDirective() {
  return `%${makeList(() => pick(flags)).join("")}${pick(verbs)}`;
}

function makeTemplate(depth) {
  const pipeline = () => (random(2) === 0 ? pick(operands) : `${pick(functions)} ${makeList(() => pick(operands)).join(" ")}`);
  const inner = () => (depth < 2 ? makeTemplate(depth + 1) : "x");
  const parts = [
    () => "x\n",
    () => `{{${pipeline()}}}`,
    () => `{{- ${pipeline()} | ${pipeline()} -}} `,
    () => `{{if ${pipeline()}}}${inner()}{{else}}${inner()}{{end}}`,
    () => `{{with ${pipeline()}}}${inner()}{{end}}`,
    () => `{{range $i, $x := ${pipeline()}}}{{$i}}:{{$x}};{{end}}`,
    () => `{{$x := ${pipeline()}}}{{$x}}`,
    () => pick(["{{end}}", "{{else}}", "{{", "}}", "{{/* c */}}", "{{$y}}", "{{break}}", "{{(}}", "{{|}}", '{{template "q"}}']),
  ];
  return makeList(() => pick(parts)()).join("") + pick(parts)();
}

function joinSome(parts) {
  return pick(parts) + makeList(() => pick(parts)).join("");
}

function makeList(make) {
  return Array.from({ length: random(4) }, make);
}

function pick(choices) {
  return choices[random(choices.length)];
}

/** A number below the bound; the same for the same seed (mulberry32). */
function random(bound) {
  seed = (seed + 0x6d2b79f5) | 0;
  let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
  return ((bits ^ (bits >>> 14)) >>> 0) % bound;
}

function quote(text) {
  return JSON.stringify(text);
}

function skip(reason) {
  process.stdout.write(`skipped: ${reason}\n`);
  process.exit(0);
}
