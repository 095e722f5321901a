import { expect, test } from "vitest";
import { splitLines, type Token, tokenizeJson, tokenizeRego } from "./tokens.ts";

/** `kind:text` of each token that is not plain. */
function show(tokens: readonly Token[]): readonly string[] {
  return tokens.filter(({ kind }) => kind !== "plain").map(({ kind, text }) => `${kind}:${text}`);
}

test.each<[string, readonly string[]]>([
  ["package a.b # x", ["keyword:package", "comment:# x"]],
  [
    'p := count(input.xs) + 1.5e3 if not "a\\"b"',
    ["function:count", "document:input", "number:1.5e3", "keyword:if", "keyword:not", 'string:"a\\"b"'],
  ],
  ["x := io.jwt.decode(y)", ["function:io", "function:jwt", "function:decode"]],
  ['a := "open\nb := `raw\nstring` == null', ['string:"open', "string:`raw\nstring`", "constant:null"]],
  [
    'm := $"a {x + {1}[_]} \\{b} {"c"}" == 2',
    ["string:$", 'string:"a {', "number:1", "string:} \\{b} {", 'string:"c"', 'string:}"', "number:2"],
  ],
  ['m := $"{1', ["string:$", 'string:"{', "number:1"]],
])("Rego: %j", (text, expected) => {
  const tokens = tokenizeRego(text);
  expect(show(tokens)).toStrictEqual(expected);
  expect(tokens.map((token) => token.text).join("")).toBe(text);
});

test("JSON, and what is none", () => {
  const text = '{"a": [-1e5, "b", true], "c" : nul, x}';
  const tokens = tokenizeJson(text);
  expect(show(tokens)).toStrictEqual(['key:"a"', "number:-1e5", 'string:"b"', "constant:true", 'key:"c"']);
  expect(tokens.map((token) => token.text).join("")).toBe(text);
});

test("any text is kept whole", () => {
  for (const text of ["", "\n\n", 'é😀 $ " ` ` $`x{y}`', '$"}{', "}}}{{{", '"\\', "-", "0x", "\t# \r\n"]) {
    for (const tokenize of [tokenizeRego, tokenizeJson])
      expect(
        tokenize(text)
          .map((token) => token.text)
          .join(""),
      ).toBe(text);
  }
});

test("lines", () => {
  expect(splitLines(tokenizeRego("a\n\n`b\nc`\n"))).toStrictEqual([
    [{ text: "a", kind: "plain" }],
    [],
    [{ text: "`b", kind: "string" }],
    [{ text: "c`", kind: "string" }],
    [],
  ]);
});
