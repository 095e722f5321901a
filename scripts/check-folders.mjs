// Checks the order of folders in src/: each imports only folders before it, no file is in an import cycle (type-only imports count),
// and only the platform folders import Node's modules.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";

/** The way of a policy through the house; docs/architecture.md says what each folder holds. */
const ORDER = [
  "errors",
  "options",
  "values",
  "types",
  "ast",
  "parser",
  "builtins",
  "compile",
  "plan",
  "topdown-cache",
  "eval",
  "codegen",
  "host",
  "parts",
  "prepared-query.ts",
  "compiled",
  "evaluator.ts",
  "engine-parts.ts",
  "engine-options.ts",
  "core-engine.ts",
  "core.ts",
  "edge",
  "edge.ts",
  "edge-compiled.ts",
  "all-parts.ts",
  "engine.ts",
  "index.ts",
  "opa-wasm",
  "opa-wasm.ts",
  "bundle",
  "bundle.ts",
  "tools",
  "tools.ts",
  "cli",
];
/** Files that may import `node:*`; they may be imported only from files in this list too. */
const PLATFORM = [
  /^cli\//,
  /^bundle\/(?:ignore|load(?:-[a-z]+)*|read-document|system-error)\.ts$/,
  /^host\/node(-[a-z-]+)?\.ts$/,
  /\.test\.ts$/,
  /\/testing\//,
];
const ROOT = resolve(import.meta.dirname, "../src");

const files = listFiles(ROOT);
const imports = new Map(files.map((file) => [file, readImports(file)]));
const problems = [...files.flatMap(checkFile), ...findCycles()];
for (const problem of problems) console.error(problem);
console.log(`folder order: ${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts") ? [name(path)] : [];
  });
}

/** A path in src/, with slashes. */
function name(path) {
  return relative(ROOT, path).split(sep).join("/");
}

/** All modules that a file names, in imports, exports and dynamic imports, type-only ones too. */
function readImports(file) {
  const text = readFileSync(join(ROOT, file), "utf8");
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function targetOf(file, specifier) {
  return name(resolve(ROOT, dirname(file), specifier));
}

function checkFile(file) {
  const rank = rankOf(file);
  if (rank < 0) return [`${file}: its folder is not in the order of scripts/check-folders.mjs`];
  return (imports.get(file) ?? []).flatMap((specifier) => {
    if (specifier.startsWith("node:")) return isPlatform(file) ? [] : [`${file}: only platform files import ${specifier}`];
    if (!specifier.startsWith(".")) return [];
    const target = targetOf(file, specifier);
    if (target.startsWith("..")) return file.endsWith(".test.ts") ? [] : [`${file}: imports ${specifier} from outside src`];
    if (!statSync(join(ROOT, target), { throwIfNoEntry: false })?.isFile()) return [`${file}: ${specifier} does not exist`];
    if (rankOf(target) > rank && !file.endsWith(".test.ts")) return [`${file}: imports ${target}, which comes later`];
    if (isPlatform(target) && !isPlatform(file) && !isTooling(file)) {
      return [`${file}: imports ${target}, which needs Node`];
    }
    return [];
  });
}

function rankOf(file) {
  return ORDER.indexOf(file.split("/")[0].replace(".test.ts", ".ts"));
}

function isPlatform(file) {
  return PLATFORM.some((pattern) => pattern.test(file));
}

/** What both the command line and a program call: may use bundle/, which has a part that reads files. */
function isTooling(file) {
  return file.startsWith("tools/");
}

/** One line for each import that closes a circle, found by a depth-first walk. */
function findCycles() {
  const state = new Map();
  const found = [];
  const visit = (file, path) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push(`cycle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
      return;
    }
    state.set(file, "open");
    for (const specifier of imports.get(file) ?? []) {
      if (specifier.startsWith(".")) visit(targetOf(file, specifier), [...path, file]);
    }
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  return found;
}
