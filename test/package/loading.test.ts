/** What the built package loads: its files are bundled into a folder of their own, and a Node of its own imports them. */
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const cache = join(root, "node_modules/.cache/rego-ts");
let folder = "";
/** Source files by the built file that holds them. */
let sources = new Map<string, readonly string[]>();

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  folder = realpathSync(mkdtempSync(join(cache, "package-")));
  copyFileSync(join(root, "package.json"), join(folder, "package.json"));
  const written = execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), join(folder, "dist")], { encoding: "utf8" });
  sources = new Map(Object.entries<readonly string[]>(JSON.parse(written)));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is appended to a program: it prints, after a value, the files that were loaded. */
const report = `
  import { Session } from "node:inspector";
  const session = new Session();
  session.connect();
  const files = [];
  session.on("Debugger.scriptParsed", ({ params }) => files.push(params.url));
  session.post("Debugger.enable");
  console.log(JSON.stringify({ value, files: files.filter((file) => file.startsWith("file:")) }));`;

interface Report {
  readonly value: unknown;
  /** Sources of src/ in the loaded files. */
  readonly modules: readonly string[];
  /** Packages of which a file was loaded. */
  readonly packages: readonly string[];
}

function run(program: string): Report {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program + report], {
    cwd: folder,
    input: '{"a": 1, "b": "xy"}',
    encoding: "utf8",
  });
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: "" });
  const { value, files }: { value: unknown; files: readonly string[] } = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
  const paths = files.map((file) => fileURLToPath(file));
  const own = paths.flatMap((path) => sources.get(path) ?? []);
  const packages = paths.flatMap((path) => /node_modules\/(?!\.cache)((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return { value, modules: own, packages: [...new Set(packages)].sort() };
}

/** A program that evaluates `data.p.r`. */
function evaluate(policy: string, engine = "new Engine()", imports = 'import { Engine } from "rego-ts";'): Report {
  return run(`${imports}
    const engine = ${engine};
    engine.addModule("p.rego", ${JSON.stringify(policy)});
    const value = engine.prepare("data.p.r").evaluateSync({ a: "b" });`);
}

/** The groups among loaded modules. */
function groupsIn(modules: readonly string[]): readonly string[] {
  return modules.flatMap((module) => /^src\/builtins\/groups\/(.*)\.ts$/.exec(module)?.[1] ?? []);
}

const simple = 'package p\nimport data.q\nr if { some x in input; startswith(x, sprintf("%s", ["b"])) }';

test("a policy that calls builtins of the core loads no group and no package", () => {
  const { value, modules, packages } = evaluate(simple);
  expect(value).toBe(true);
  expect(groupsIn(modules)).toStrictEqual([]);
  expect(packages).toStrictEqual([]);
  const heavy = ["builtins/regex/", "builtins/time/", "builtins/graphql/", "builtins/crypto/", "builtins/json-schema/", "values/yaml.ts"];
  expect(modules.filter((module) => heavy.some((each) => module.startsWith(`src/${each}`)))).toStrictEqual([]);
});

test.each([
  ["regex", 'regex.match("^b$", input.a)', true, ["re2js"]],
  ["time", 'time.parse_ns("2006", "1970")', 0, []],
  ["hashes", 'crypto.md5("")', "d41d8cd98f00b204e9800998ecf8427e", ["@noble/hashes"]],
  ["jwt", 'io.jwt.verify_hs256("a.b.c", "k")', undefined, ["@noble/hashes", "ipaddr.js"]],
  ["net", 'net.cidr_contains("10.0.0.0/8", "10.1.1.1")', true, ["ipaddr.js"]],
  ["json-schema", 'json.match_schema("1", {"type": "number"})[0]', true, ["ipaddr.js", "re2js"]],
  ["yaml", "rego.metadata.rule().title", "t", ["js-yaml"]],
])("%s is loaded for `%s`, and no other group", (group, expression, expected, packages) => {
  const metadata = group === "yaml" ? "# METADATA\n# title: t\n" : "";
  const found = evaluate(`package p\n${metadata}r := ${expression}\nunused if graphql.is_valid("", "")`);
  expect(found.value).toStrictEqual(expected);
  expect(groupsIn(found.modules)).toStrictEqual([group]);
  expect(found.packages).toStrictEqual(packages);
});

test("the command and the tools load what they need", () => {
  const command = run(`
    process.argv = ["node", "rego", "eval", "--format", "raw", "input.a == 1; startswith(input.b, \\"x\\")", "--stdin-input"];
    await import("./dist/cli/main.js");
    const value = process.exitCode;`);
  expect([command.value, groupsIn(command.modules), command.packages]).toStrictEqual([0, [], ["commander"]]);
  const tools = run(`
    import { checkModules } from "rego-ts/tools";
    const value = checkModules([{ file: "p.rego", text: "package p\\nr if regex.match(input.x, input.y)" }]);`);
  expect([tools.value, groupsIn(tools.modules), tools.packages]).toStrictEqual([[], [], []]);
});

test("an engine connects and looks up names as Node can, and sees no environment", () => {
  const { value, packages } = run(`
    import { createServer } from "node:http";
    import { Engine } from "rego-ts";
    import { Engine as CoreEngine } from "rego-ts/core";
    import { http } from "rego-ts/builtins/http";
    const socket = process.cwd() + "/host.sock";
    const server = createServer((request, response) => response.end(request.url));
    await new Promise((resolve) => server.listen(socket, resolve));
    const ask = (engine, query) => engine.prepare(query).evaluate({ url: "unix://localhost/path?socket=" + encodeURIComponent(socket) });
    const send = 'http.send({"method": "get", "url": input.url, "raise_error": false})';
    const own = await ask(new Engine().clone(), send + ".raw_body");
    const none = await ask(new CoreEngine({ builtins: [http] }), send + ".error.message");
    const local = await ask(new Engine(), 'count(net.lookup_ip_addr("localhost")) > 0');
    const environment = await ask(new Engine(), 'object.get(opa.runtime(), "env", "none")');
    await new Promise((resolve) => server.close(resolve));
    const value = [own, none.includes("this host has no unix sockets"), local, environment];`);
  expect(value).toStrictEqual(["/path", true, true, "none"]);
  expect(packages).toContain("undici");
});

test("a loaded group and the engine share their modules", () => {
  const { value } = run(`
    import { BuiltinFailure, Engine, RegoSet } from "rego-ts";
    import { Engine as CoreEngine } from "rego-ts/core";
    import { time } from "rego-ts/builtins/time";
    const call = time.builtins.find(({ name }) => name === "time.parse_duration_ns").call;
    const set = new Engine().prepare('graphql.is_valid("{a}", "type Query { a: Int }")').evaluateSync();
    const value = [call("x", {}) instanceof BuiltinFailure, set, new Engine().clone() instanceof CoreEngine];`);
  expect(value).toStrictEqual([true, true, true]);
});

test("`rego-ts/core` loads only the groups that are imported", () => {
  const imports = 'import { Engine } from "rego-ts/core"; import { glob } from "rego-ts/builtins/glob";';
  const { value, modules, packages } = evaluate('package p\nr := glob.match("*", [], "a")', "new Engine({ builtins: [glob] })", imports);
  expect(value).toBe(true);
  expect(groupsIn(modules)).toStrictEqual(["glob"]);
  expect(packages).toStrictEqual([]);
});

test("a bundler has all groups at once, for Node too; there it has Node's host", async () => {
  const entry = pathToFileURL(join(root, "node_modules/esbuild/lib/main.js")).href;
  const { value, packages } = run(`
    import { build } from ${JSON.stringify(entry)};
    const bundle = async (platform) => {
      const contents = 'import { Engine } from "rego-ts"; export const value = new Engine().prepare(\\'regex.match("a", "a")\\').evaluateSync();';
      const stdin = { contents, resolveDir: process.cwd() };
      const [{ text }] = (await build({ stdin, bundle: true, format: "esm", platform, write: false, logLevel: "error", external: ["undici"] })).outputFiles;
      return [/createRequire/.test(text), /from ?"node:/.test(text), (await import("data:text/javascript," + encodeURIComponent(text))).value];
    };
    const value = await Promise.all(["browser", "node"].map(bundle));`);
  expect(value).toStrictEqual([
    [false, false, true],
    [false, true, true],
  ]);
  expect(packages).not.toContain("re2js");
});

test("a group that cannot be loaded is told of, with what to do", () => {
  rmSync(join(folder, "dist/builtins/groups/uri.js"));
  const { value } = run(`
    import { Engine } from "rego-ts";
    let value;
    try {
      new Engine().prepare('uri.parse("a:b")').evaluateSync();
    } catch (error) {
      value = [error.message, error.cause.code];
    }`);
  const remedy = 'import { uri } from "rego-ts/builtins/uri" and give it to the engine: new Engine({ builtins: [uri] })';
  expect(value).toStrictEqual([`rego-ts/builtins/uri cannot be loaded at once: ${remedy}`, "MODULE_NOT_FOUND"]);
});
