import { expect, test } from "vitest";
import { readFragment, writeFragment } from "./share.ts";
import type { PageState } from "./state.ts";

const state: PageState = { policy: "package p\n# <é😀>", query: "data.p", input: '{"a": 1}', data: "", regoVersion: 0, strict: true };

/** What a page that does not check what it writes would write. */
async function fragmentOf(value: unknown): Promise<string> {
  return (await writeFragment(value as PageState)) ?? "";
}

test("there and back", async () => {
  const fragment = (await writeFragment(state)) ?? "";
  expect(fragment).toMatch(/^#policy=[\w-]+$/);
  expect(await readFragment(fragment)).toStrictEqual(state);
  expect(await readFragment(await fragmentOf({ ...state, allowsHttp: true }))).toStrictEqual(state);
});

test("what is too long is not written", async () => {
  const random = Array.from({ length: 60_000 }, (_, index) => String.fromCharCode(33 + ((index * index * 7919) % 94))).join("");
  const noise = Array.from(random, (character, index) => character + ((index * 104_729) % 9973)).join("");
  expect(await writeFragment({ ...state, policy: noise })).toBe(undefined);
  expect(await writeFragment({ ...state, policy: "a".repeat(500_000) })).toMatch(/^#policy=/);
});

test.each<[string, string]>([
  ["#policy=", "no policy|end|input|JSON|incomplete"],
  ["#policy=%%%", "decode|character|encoded"],
  ["#policy=AAAA", "."],
  [await fragmentOf({ ...state, policy: "a".repeat(2_000_000) }), "too much"],
  [`#policy=${"A".repeat(40_000)}`, "too long"],
  [await fragmentOf({ ...state, policy: 1 }), "no policy"],
  [await fragmentOf({ ...state, regoVersion: 2 }), "no policy"],
  [await fragmentOf(null), "no policy"],
])("%.40s is refused", async (fragment, message) => {
  await expect(readFragment(fragment)).rejects.toThrow(new RegExp(message, "i"));
});

test("other fragments are none of ours", async () => {
  for (const fragment of ["", "#", "#output"]) expect(await readFragment(fragment)).toBe(undefined);
});
