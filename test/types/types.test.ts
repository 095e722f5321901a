/** The types that `rego types` writes, as TypeScript's compiler reads them: with a program that uses them, and beside what the policies answer. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { Engine } from "../../src/index.ts";
import { SchemaSet, typesOfEntrypoints } from "../../src/tools.ts";

const folder = join(import.meta.dirname, "files");
const texts = ["policy.rego", "sub.rego"].map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
const schema: unknown = JSON.parse(readFileSync(join(folder, "schema.json"), "utf8"));
const entrypoints = [
  "authz",
  "authz/roles",
  "authz/reason",
  "authz/user",
  "authz/user/roles",
  "authz/by_name",
  "authz/pair",
  "authz/sub/on",
];
const types = typesOfEntrypoints(texts, { entrypoints, schemas: new SchemaSet(schema) });

const inputs = [
  { user: { name: "ines", roles: ["reader", "admin"] }, level: 2, method: "POST" },
  { user: { roles: [] }, level: 9, tags: { a: "b", c: null }, point: [1, 2], either: { id: 1 }, tree: { left: { left: {} } }, "a-b": [] },
];

const program = `import { Engine, type TypedEngine } from "../../src/index.ts";
import { compilePolicy } from "../../src/tools.ts";
import type { Authz, AuthzAllow, AuthzReason, Decisions, Input } from "./policy.types.ts";

const engine: TypedEngine<Decisions> = new Engine();
const input: Input = { user: { roles: ["reader"] }, level: 1 };
export const allow: boolean | undefined = engine.prepare("data.authz.allow").evaluateSync(input);
export const reason: "admin" | "nobody" | undefined = await engine.prepare("data.authz.reason").evaluate(input);
export const query = new Engine().prepare<Input, AuthzReason>("data.authz.reason");
export const one: Promise<AuthzReason | undefined> = query.evaluate(input);
export const names = (document: Authz): readonly string[] => document.roles.map(({ name }) => name);
export const isAllowed = (document: Authz): AuthzAllow => document.allow;
const load = (given: Engine): Engine => given;
export const plain: Engine = load(engine.clone());
export const policy = compilePolicy(engine, ["authz/allow"]);
export const cloned: boolean | undefined = engine.clone().prepare("data.authz.allow").evaluateSync(input);
// @ts-expect-error there is no such query
engine.prepare("data.authz.alow");
// @ts-expect-error the level is a number
engine.prepare("data.authz.allow").evaluateSync({ user: { roles: [] }, level: "1" });
// @ts-expect-error users have roles
query.evaluateSync({ user: {}, level: 1 });
// @ts-expect-error it may be undefined
export const wrong: AuthzReason = await query.evaluate(input);
// @ts-expect-error nothing is known of the engine's own values
export const raw: AuthzReason | undefined = query.evaluateSync(input, { rawValues: true });
`;

/** What TypeScript says of files beside this one that exist only here. */
function compile(files: Readonly<Record<string, string>>): readonly string[] {
  const paths = new Map(Object.entries(files).map(([file, text]) => [join(import.meta.dirname, file), text]));
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (path) => paths.get(resolve(path)) ?? readFile(path);
  host.fileExists = (path) => paths.has(resolve(path)) || fileExists(path);
  host.getSourceFile = (path, version) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, version);
  };
  const checked = ts.createProgram([...paths.keys()], options, host);
  return [...paths.keys()].flatMap((path) => {
    const file = checked.getSourceFile(path);
    const found = [...checked.getSyntacticDiagnostics(file), ...checked.getSemanticDiagnostics(file)];
    return found.map(({ messageText, start = 0 }) => {
      const { line = 0 } = file?.getLineAndCharacterOfPosition(start) ?? {};
      return `${path.slice(dirname(path).length + 1)}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  });
}

/** What the entry points answer, each as a constant of its type. */
function printAnswers(): string {
  const engine = new Engine();
  for (const { file, text } of texts) engine.addModule(file, text);
  engine.setData({ admins: ["ines"] });
  const constants = inputs.flatMap((input, at) => [
    `export const input${at}: Input = ${JSON.stringify(input)};`,
    ...[...entrypoints, "authz/allow"].map((path, each) => {
      const query = `data.${path.replaceAll("/", ".")}`;
      const answer = engine.prepare(query).evaluateSync(input);
      return answer === undefined
        ? `// ${query} is undefined`
        : `export const answer${at}_${each}: Decisions["${query}"]["output"] = ${JSON.stringify(answer)};`;
    }),
  ]);
  return `import type { Decisions, Input } from "./policy.types.ts";\n${constants.join("\n")}\n`;
}

describe("what rego types writes", () => {
  let problems: readonly string[];
  const answers = printAnswers();
  beforeAll(() => {
    problems = compile({ "policy.types.ts": types, "program.ts": program, "answers.ts": answers });
  }, 120_000);

  test("compiles, with a program and with what the policies answer", () => {
    expect(problems).toEqual([]);
  });

  test("has an answer to most entry points and inputs", () => {
    expect(answers.split("\n").filter((line) => line.startsWith("//"))).toEqual([]);
    expect(answers.split("\n").length).toBe(2 + inputs.length * (entrypoints.length + 2));
  });
});

test("TypeScript finds what is wrong in such a file", () => {
  const files = {
    "policy.types.ts": types,
    "answers.ts": 'import type { AuthzRoles } from "./policy.types.ts";\nexport const roles: AuthzRoles = [1];\n',
  };
  expect(compile(files)).toEqual([
    "answers.ts:2: Type 'number' is not assignable to type '{ readonly level: number; readonly name: string; }'.",
  ]);
});
