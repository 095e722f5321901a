import { expect, test } from "vitest";
import { readBlocks } from "./read-blocks.ts";

test("blocks of a page", () => {
  const page =
    "# A\n\n```ts continues\nconst a = 1;\n\nconst b = 2;\n```\n\ntext\n\n```\nplain\n```\n\n```rego file=a/b.rego own-builtins\npackage a\n```\n";
  expect(readBlocks("a.md", page)).toStrictEqual([
    { page: "a.md", line: 3, language: "ts", marks: new Map([["continues", ""]]), text: "const a = 1;\n\nconst b = 2;\n" },
    { page: "a.md", line: 11, language: "", marks: new Map(), text: "plain\n" },
    {
      page: "a.md",
      line: 15,
      language: "rego",
      marks: new Map([
        ["file", "a/b.rego"],
        ["own-builtins", ""],
      ]),
      text: "package a\n",
    },
  ]);
});

test.each([
  ["a block that is not closed", "```ts\nconst a = 1;\n", "a.md:1: the block is not closed"],
  ["a mark that does not exist", "\n```ts continued\n```\n", "a.md:2: no mark of this name: continued"],
])("%s is an error", (_, page, message) => {
  expect(() => readBlocks("a.md", page)).toThrow(message);
});
