import { expect, test } from "vitest";
import { findCommands, findPrograms, isAsPrinted } from "./programs.ts";
import { type Block, readBlocks } from "./read-blocks.ts";

function read(text: string): readonly Block[] {
  return readBlocks("a.md", text);
}

test("programs go on in later blocks, and print what their comments say", () => {
  const page = [
    "```ts\nconst a = 1;\nconsole.log(a); // 1\n```",
    "```json\n{}\n```",
    "```ts continues\nconsole.log(f(a, 2)); // 3: because\n```",
    "```js\nlet b;\n```",
    "```ts\nconsole.log(a);\n```",
    "```text printed\none\n  two\n```",
    "```ts file=c.ts\nconsole.log(1);\n```",
  ].join("\n");
  expect(findPrograms(read(page))).toStrictEqual([
    {
      page: "a.md",
      line: 1,
      text: "const a = 1;\nconsole.log(a); // 1\n\nconsole.log(f(a, 2)); // 3: because\n",
      printed: ["1", "3: because"],
    },
    { page: "a.md", line: 11, text: "let b;\n", printed: undefined },
    { page: "a.md", line: 14, text: "console.log(a);\n", printed: ["one", "  two"] },
  ]);
});

test("what is printed without a word of it is noticed", () => {
  const [program] = findPrograms(read("```ts\nconsole.log(1);\n```\n"));
  expect(program?.printed).toStrictEqual(["a comment that says what is printed"]);
});

test.each([
  ["```ts continues\nconst a = 1;\n```\n", "a.md:1: there is no program to continue"],
  ["```text printed\n1\n```\n", "a.md:1: there is no program that prints this"],
])("%j is an error", (page, message) => {
  expect(() => findPrograms(read(page))).toThrow(message);
});

test.each([
  ["true", "true", true],
  ["undefined", "undefined: no rule says so", true],
  ["true", "true and more", false],
  ["true", "false", false],
  ["", "true", false],
  ["true", "", false],
])("%j is as printed by %j: %s", (printed, expected, answer) => {
  expect(isAsPrinted(printed, expected)).toBe(answer);
});

test("commands of a terminal, with what they print", () => {
  const [block] = read("```console in=.\n$ npx rego check a.rego\n$ npx rego version\nVersion: 1\n\nmore\n```\n");
  expect(block && findCommands(block)).toStrictEqual([
    { page: "a.md", line: 1, command: "npx rego check a.rego", folder: ".", output: "" },
    { page: "a.md", line: 2, command: "npx rego version", folder: ".", output: "Version: 1\n\nmore" },
  ]);
  const [bad] = read("```console\nVersion: 1\n```\n");
  expect(() => bad && findCommands(bad)).toThrow("a.md:1: a block of a terminal begins with a command");
});
