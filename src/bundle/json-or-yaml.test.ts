import { expect, test } from "vitest";
import { hashFile } from "./file-hash.ts";
import { parseJsonOrYaml } from "./json-or-yaml.ts";
import { parseUnnamed } from "./read-document.ts";
import { parseYaml } from "./read-yaml.ts";

test.each([
  ['{"a": 1}', { a: 1 }],
  ["a: 1", { a: 1 }],
  ['\ufeff{"a": 1}', { a: 1 }],
  ["\ufeffa: 1", { a: 1 }],
])("%j, for commands and for bundles", async (text, expected) => {
  expect(parseUnnamed(text)).toStrictEqual(expected);
  expect(await parseJsonOrYaml(text, parseYaml)).toStrictEqual(expected);
});

test("a byte order mark does not change a hash", async () => {
  const hash = (text: string): Promise<string> => hashFile({ path: "data.json", bytes: new TextEncoder().encode(text) }, "SHA-256");
  expect(await hash('\ufeff{"a": 1}')).toBe(await hash('{"a":1}'));
});
