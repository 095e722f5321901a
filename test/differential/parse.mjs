// Compares the syntax trees and parse errors of modules with those of the `opa` binary.
//   node test/differential/parse.mjs [folder of conformance cases …]
// Each folder holds case files as JSON; a folder named v0 is read as version 0. Says so and does nothing where `opa` or the folders are absent.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";

const folders = process.argv.slice(2).filter((folder) => existsSync(folder));
if (spawnSync("opa", ["version"]).status !== 0) skip("no `opa` on the PATH");
if (folders.length === 0) skip("no folder of cases was given, or none exists");

const work = mkdtempSync(join(tmpdir(), "rego-parse-"));
const { moduleToJson, parseModule } = await loadParser();
const counts = { same: 0, different: 0 };
for (const { note, regoVersion, text } of modules()) compare(note, regoVersion, text);
rmSync(work, { recursive: true });
process.stdout.write(`${counts.same} modules parse alike, ${counts.different} do not\n`);
process.exitCode = counts.different === 0 ? 0 : 1;

function skip(reason) {
  process.stdout.write(`skipped: ${reason}\n`);
  process.exit(0);
}

async function loadParser() {
  const outfile = join(work, "parser.mjs");
  const contents = 'export { parseModule } from "./src/parser/parse.ts"; export { moduleToJson } from "./src/ast/to-json.ts";';
  await build({ stdin: { contents, resolveDir: process.cwd(), loader: "ts" }, bundle: true, format: "esm", platform: "node", outfile });
  return import(outfile);
}

function* modules() {
  const seen = new Set();
  for (const folder of folders) {
    const regoVersion = basename(folder) === "v0" ? 0 : 1;
    for (const path of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".json"))) {
      for (const { modules: texts, note } of JSON.parse(readFileSync(join(folder, path), "utf8")).cases) {
        for (const text of texts ?? []) {
          if (seen.has(`${regoVersion}${text}`)) continue;
          seen.add(`${regoVersion}${text}`);
          yield { note, regoVersion, text };
        }
      }
    }
  }
}

function compare(note, regoVersion, text) {
  const theirs = askOpa(regoVersion, text);
  const ours = askRego(regoVersion, text);
  if (theirs === ours) {
    counts.same++;
    return;
  }
  counts.different++;
  process.stdout.write(`${note} (version ${regoVersion})\n${text}\n  opa:  ${theirs}\n  rego: ${ours}\n\n`);
}

function askOpa(regoVersion, text) {
  const file = join(work, "module.rego");
  writeFileSync(file, text);
  const flags = regoVersion === 0 ? ["--v0-compatible"] : [];
  let output;
  try {
    output = execFileSync("opa", ["parse", "-f", "json", ...flags, file], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    output = error.stdout || error.stderr;
  }
  return canonical(JSON.parse(output));
}

function askRego(regoVersion, text) {
  try {
    return canonical(moduleToJson(parseModule("module.rego", text, { regoVersion })));
  } catch (error) {
    return canonical({ errors: error.errors });
  }
}

/** One text for what means the same: keys, sets and objects in order, errors by place and message. */
function canonical(tree) {
  if (tree.errors === undefined) return JSON.stringify(sorted(tree));
  return tree.errors.map(({ location, message }) => `${location?.row}:${location?.col} ${message}`).join("\n");
}

function sorted(node) {
  if (Array.isArray(node)) return node.map(sorted);
  if (typeof node === "bigint") return Number(node);
  if (typeof node !== "object" || node === null) return node;
  const isUnordered = (node.type === "set" || node.type === "object") && Array.isArray(node.value);
  if (isUnordered) return { type: node.type, value: node.value.map((item) => JSON.stringify(sorted(item))).sort() };
  const keys = Object.keys(node).filter((key) => key !== "location" && key !== "Location");
  return Object.fromEntries(keys.sort().map((key) => [key, sorted(node[key])]));
}
