// The package as its users have it: builds and packs it, lets publint and attw look at it, unpacks it into an empty project with its dependencies
// beside it, checks a program against its declarations under both ways in which TypeScript resolves packages, and runs it.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const { dependencies, exports, imports, files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const PROGRAM = `
import { arg, type Builtin, type BuiltinGroup, defineBuiltin, Engine, RegoErrors, stringType } from "rego-ts";
import { Engine as CoreEngine, type EngineOptions } from "rego-ts/core";
import { createPolicyHandler, type RequestInput, requestToInput } from "rego-ts/edge";
import { addBundles, type Bundle, BundleError, readBundle, type ReadBundleOptions, writeBundle } from "rego-ts/bundle";
import { jsonSchema } from "rego-ts/builtins/json-schema";
import { time } from "rego-ts/builtins/time";
import opa, { loadPolicySync } from "rego-ts/opa-wasm";
import { typesOfEntrypoints } from "rego-ts/tools";

const name = arg("name", stringType, "");
const greet: Builtin = defineBuiltin({ name: "greet", args: [name], result: name, implementation: (text) => \`Hello, \${text}\` });
const groups: readonly BuiltinGroup[] = [jsonSchema, time];
const options: EngineOptions = { builtins: groups };
const core: CoreEngine = new CoreEngine(options);
const engine: Engine = new Engine().clone();
engine.addBuiltin(greet);
const answers: unknown[] = [
  engine.prepare('regex.replace(greet("Ines"), "l+", "L")').evaluateSync(),
  core.prepare('time.parse_duration_ns("1s")').evaluateSync(),
  new CoreEngine().clone() instanceof Engine,
];
try {
  core.prepare('net.cidr_is_valid("")');
} catch (error) {
  answers.push(error instanceof RegoErrors && error.errors.length);
}
const handle = createPolicyHandler({ policy: 'package p\\nallow if input.parsed_path == ["a"]', onAllow: () => new Response(null, { status: 204 }) });
for (const path of ["/a", "/b"]) answers.push((await handle(new Request("http://a.example" + path), {}, {})).status);
const input: RequestInput = await requestToInput(new Request("http://a.example/c"));
answers.push(input.path);
const policy = loadPolicySync("package p\\nq := input.x + 1", { entrypoints: ["p/q"] });
answers.push(policy.evaluate({ x: 1 })[0]?.result, policy instanceof opa.LoadedPolicy);
answers.push(typesOfEntrypoints([{ file: "p.rego", text: "package p\\nq := 1" }], { entrypoints: ["p/q"] }).includes("export type PQ = number;"));
const signed: ReadBundleOptions = { verification: { keys: { k: { key: "secret", algorithm: "HS256" } } } };
const archive = await writeBundle(await readBundle({ "a/data.yaml": "x: yes", "p.rego": "package p\\nq := data.a.x" }), {
  signing: { key: "secret", algorithm: "HS256", keyId: "k" },
});
const bundle: Bundle = await readBundle(archive, signed);
const user = new Engine();
addBundles(user, { "bundle.tar.gz": bundle });
answers.push(user.prepare("data.p.q").evaluateSync());
await readBundle(archive).catch((error: unknown) => answers.push(error instanceof BundleError && error.message));
console.log(JSON.stringify(answers));
`;
const EXPECTED = '["HeLo, Ines",1000000000,false,1,204,403,"/c",2,true,true,true,"verification key not provided"]';

const COMMONJS = `console.log(new (require("rego-ts").Engine)().prepare('glob.match("*", [], "a")').evaluateSync())`;

const folder = mkdtempSync(join(tmpdir(), "rego-ts-package-"));
try {
  run(process.execPath, ["scripts/build.mjs"], ROOT);
  const packed = run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], ROOT);
  const [{ filename, files: contents }] = JSON.parse(packed);
  checkContents(new Set(contents.map(({ path }) => path)));
  lint(join(folder, filename));
  install(filename);
  for (const [module, moduleResolution] of Object.entries({ nodenext: "nodenext", esnext: "bundler" })) compile(module, moduleResolution);
  checkOutput(["program.js"], EXPECTED);
  checkOutput(["--input-type=commonjs", "-e", COMMONJS], "true");
  bundleWorker();
  console.log(
    `package: ${contents.length} files; publint and attw find nothing; a program compiles by nodenext and bundler resolution, and runs; a worker is bundled`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What package.json names is there, and nothing else. */
function checkContents(paths) {
  for (const target of targetsOf([exports, imports])) {
    const [start, end = ""] = target.slice("./".length).split("*");
    if (![...paths].some((path) => path.startsWith(start) && path.endsWith(end)))
      throw new Error(`package.json names ${target}: it is not there`);
  }
  checkLinks(paths);
  const strange = [...paths].filter((path) => !["package.json", ...files].some((each) => path === each || path.startsWith(`${each}/`)));
  if (strange.length > 0) throw new Error(`not meant to be in the package: ${strange.join(", ")}`);
}

/** What the pages of the package link to is in the package too: a file, or a folder with files. */
function checkLinks(paths) {
  const isThere = (link) => paths.has(link) || [...paths].some((path) => path.startsWith(`${link.replace(/\/$/, "")}/`));
  for (const page of [...paths].filter((path) => path.endsWith(".md"))) {
    const links = [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\((?![a-z]+:|#)([^)#]+)/g)].map(([, link]) =>
      join(dirname(page), link),
    );
    const broken = links.filter((link) => !isThere(link));
    if (broken.length > 0) throw new Error(`${page} links to what is not in the package: ${broken.join(", ")}`);
  }
}

/**
 * The package is ESM only. Programs in CommonJS `require` it, which Node does from 20.19 on; where TypeScript says so as well (rule cjs-resolves-to-esm of attw), it is
 * no problem. Resolution of old (node10) knows no `exports` and is not in the profile.
 */
function lint(tarball) {
  run(process.execPath, [binOf("publint", "publint"), "--strict", tarball], ROOT);
  const options = ["--profile", "node16", "--ignore-rules", "cjs-resolves-to-esm", "--no-emoji", "--no-color"];
  run(process.execPath, [binOf("@arethetypeswrong/cli", "attw"), ...options, tarball], ROOT);
}

function binOf(name, command) {
  const { bin } = JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"));
  return join(ROOT, "node_modules", name, typeof bin === "string" ? bin : bin[command]);
}

function targetsOf(value) {
  return typeof value === "string" ? [value] : Object.values(value).flatMap(targetsOf);
}

/** What \`npm install\` makes, with links to the packages that are here. */
function install(filename) {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "rego-ts"), { recursive: true });
  run("tar", ["-xzf", filename, "-C", join(modules, "rego-ts"), "--strip-components=1"], folder);
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "dir");
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "program", type: "module" }));
  writeFileSync(join(folder, "program.ts"), PROGRAM);
}

/** Also checks our declarations, for a program without the types of Node. */
function compile(module, moduleResolution) {
  const compilerOptions = { strict: true, target: "es2023", lib: ["es2023", "dom"], types: [], module, moduleResolution };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
  run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc")], folder);
}

/** The worker of the examples, by the command that it has for that: what is written for Node stays outside. */
function bundleWorker() {
  const example = join(ROOT, "examples/cloudflare-worker");
  const [, ...args] = JSON.parse(readFileSync(join(example, "package.json"), "utf8")).scripts.build.split(" ");
  for (const file of ["worker.ts", "example.rego"]) copyFileSync(join(example, file), join(folder, file));
  run(join(ROOT, "node_modules/.bin/esbuild"), args, folder);
  const script = readFileSync(join(folder, "dist/worker.js"), "utf8");
  if (!script.includes("Not allowed by policy") || /["'`]node:|\bFunction\(|\brequire\(/.test(script)) {
    throw new Error("the bundled worker is not what it should be");
  }
}

function checkOutput(args, expected) {
  const output = run(process.execPath, args, folder).trim();
  if (output !== expected) throw new Error(`node ${args[0]} answered ${output} instead of ${expected}`);
}

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed\n${stdout}${stderr}`);
  return stdout;
}
