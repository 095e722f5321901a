/** Everything that the README and the guide show is run: programs, commands, policies. What is not is listed in not-run.ts, with the reason. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkModules, parse } from "rego-ts/tools";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkTypes } from "./check-types.ts";
import { notRun } from "./not-run.ts";
import { findCommands, findPrograms, isAsPrinted, isProgram } from "./programs.ts";
import { type Block, readBlocks } from "./read-blocks.ts";
import { root, Workshop } from "./workshop.ts";

const pages = ["README.md", "docs/limits.md", ...readdirSync(join(root, "docs/guide")).map((name) => `docs/guide/${name}`)]
  .filter((page) => page.endsWith(".md") && existsSync(join(root, page)))
  .map((page) => ({ page, text: readFileSync(join(root, page), "utf8") }));
const blocks = pages.flatMap(({ page, text }) => readBlocks(page, text));
const keyOf = ({ page, text }: Block): string => `${page}: ${text.split("\n")[0]}`;
const isRun = (block: Block): boolean => notRun[keyOf(block)] === undefined;

const programs = pages.flatMap(({ page }) => findPrograms(blocks.filter((block) => block.page === page && isRun(block))));
const commands = blocks.filter((block) => block.language === "console" && isRun(block)).flatMap(findCommands);
const policies = blocks.filter(({ language }) => language === "rego");
const copies = blocks.filter(({ marks }) => marks.has("same-as"));
const workshop = new Workshop();

beforeAll(async () => {
  workshop.writeFiles(blocks);
  for (const program of programs) workshop.writeProgram(program);
  await workshop.bundle(programs);
}, 60_000);

afterAll(() => workshop.remove());

test("programs have the right types", { timeout: 120_000 }, () => {
  const files = workshop.writeFiles(blocks.filter(({ language }) => language === "ts"));
  expect(checkTypes([...files, ...programs.map((program) => workshop.writeProgram(program))])).toStrictEqual([]);
});

/** In the order of the pages: a command may use what a program before it wrote. */
const steps = [
  ...programs.flatMap((program) =>
    program.printed === undefined ? [] : [{ ...program, kind: "program" as const, printed: program.printed }],
  ),
  ...commands.flatMap((command) => (notRun[command.command] === undefined ? [{ ...command, kind: "command" as const }] : [])),
].sort((left, right) => (left.page === right.page ? left.line - right.line : left.page < right.page ? -1 : 1));

describe("programs and commands do what the page says", () => {
  test.each(steps.map((step) => [`${step.page}:${step.line}`, step] as const))("%s", (_, step) => {
    if (step.kind === "command") {
      const { stdout } = workshop.runCommand(step.command, step.page, step.folder);
      expect(hideDurations(stdout.trimEnd())).toBe(hideDurations(step.output));
      return;
    }
    const { status, stdout, stderr } = workshop.runProgram(step);
    expect({ status, stderr }).toStrictEqual({ status: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    const told = lines.map((line, index) => (isAsPrinted(line, step.printed[index] ?? "") ? step.printed[index] : line));
    expect(told).toStrictEqual(step.printed);
  });
});

test.each(policies.map((block) => [`${block.page}:${block.line}`, block] as const))("the policy of %s is right", (_, { text, marks }) => {
  const isModule = /^(#.*\n|\n)*package /.test(text);
  const module = isModule ? text : `package example\n\n${text}`;
  expect(parse("policy.rego", module).rules.length).toBeGreaterThan(0);
  if (isModule && !marks.has("own-builtins")) expect(checkModules([{ file: "policy.rego", text: module }])).toStrictEqual([]);
});

test.each(copies.map((block) => [`${block.page}:${block.line}`, block] as const))("%s is the file that it says", (_, { marks, text }) => {
  expect(text).toBe(readFileSync(join(root, marks.get("same-as") ?? ""), "utf8"));
});

test("JSON is JSON", () => {
  for (const { text, language } of blocks) if (language === "json") expect(() => JSON.parse(text)).not.toThrow();
});

test("what is not run is listed with its reason, and nothing else is", () => {
  const shell = blocks.filter(({ language }) => language === "sh").flatMap(({ text }) => text.trimEnd().split("\n"));
  const foreign = commands.map(({ command }) => command).filter((command) => !/^(npx rego|cat|echo) /.test(command));
  const others = blocks.filter((block) => !isUsed(block)).map(keyOf);
  expect([...new Set([...shell, ...foreign, ...others])].sort()).toStrictEqual(Object.keys(notRun).sort());
});

function isUsed(block: Block): boolean {
  if (!isRun(block)) return false;
  const isWhole = ["file", "same-as", "printed"].some((mark) => block.marks.has(mark));
  return isWhole || isProgram(block) || ["console", "json", "rego", "sh"].includes(block.language);
}

test("flags that the page on the command line lists are flags of their command", () => {
  const page = readFileSync(join(root, "docs/guide/command-line.md"), "utf8");
  const unknown = page.split("\n## ").flatMap((section) => {
    const [, command] = /^`rego (\w+)`/.exec(section) ?? [];
    if (command === undefined) return [];
    const { stdout: help } = workshop.runCommand(`npx rego ${command} --help`, "docs/guide/command-line.md", undefined);
    const flags = [...section.matchAll(/^\| .*?(?= \| )/gm)].flatMap(([cell]) => [...cell.matchAll(/`(--?[a-zA-Z][\w-]*)/g)]);
    return flags.flatMap(([, flag = ""]) => (new RegExp(`(^|[ ,])${flag}\\b`, "m").test(help) ? [] : [`rego ${command} ${flag}`]));
  });
  expect(unknown).toStrictEqual([]);
});

/** The entries of a sentence or a row of a table that have a size, in their order; each is followed by its size in the same order. */
const sized = /`(rego-ts(?:\/(?!\w+\/NAME)[a-z/-]+)?)`|(all builtins of the core)/g;

test("what is said of sizes are the bounds of their entries that `npm run sizes:check` holds", async () => {
  const { BOUNDS }: { BOUNDS: Readonly<Record<string, number>> } = await import(join(root, "scripts/size-bounds.mjs"));
  const boundOf = (name: string): string => {
    if (name === "rego-ts") return `${BOUNDS["all"]} kB`;
    if (name === "all builtins of the core") return `${BOUNDS["evaluator-and-core"]} kB`;
    return `${BOUNDS[name.replace("rego-ts/", "").replace("/", "-")]} kB`;
  };
  const said = pages.flatMap(({ page, text }) =>
    text
      .split("\n")
      .flatMap((line) => (line.startsWith("|") ? [line] : line.split(/(?<=[.;:]) (?=[A-Z[])/)))
      .flatMap((sentence) => {
        const names = [...sentence.matchAll(sized)].map(([, entry, phrase]) => entry ?? phrase ?? "");
        return [...sentence.matchAll(/\b\d+ kB\b/g)].map(([size], index) => ({ page, size, name: names[index] ?? `nothing: ${sentence}` }));
      }),
  );
  expect(said).toStrictEqual(said.map(({ page, name }) => ({ page, size: boundOf(name), name })));
  expect(new Set(said.map(({ name }) => name))).toStrictEqual(
    new Set(["rego-ts", "rego-ts/edge", "rego-ts/edge/compiled", "rego-ts/core", "rego-ts/evaluator", "all builtins of the core"]),
  );
});

test("links of the pages lead somewhere", () => {
  const broken = pages.flatMap(({ page, text }) =>
    [...text.matchAll(/\]\((?![a-z]+:)([^)#]*)(?:#([^)]*))?\)/g)].flatMap(([link, path = "", anchor]) => {
      const target = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return [`${page}: ${link}`];
      return anchor === undefined || headingsOf(target).includes(anchor) ? [] : [`${page}: ${link}`];
    }),
  );
  expect(broken).toStrictEqual([]);
});

/** The anchors of a page, as GitHub makes them of headings. */
function headingsOf(page: string): readonly string[] {
  return [...readFileSync(join(root, page), "utf8").matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function hideDurations(text: string): string {
  return text.replace(/\b\d+(?:\.\d+)?(?:ns|µs|ms|s)\b/g, "DURATION");
}
