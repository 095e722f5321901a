import { describe, expect, it } from "vitest";
import { list, render, simplify, term, text } from "./fragment.ts";

describe("fragments", () => {
  const call = term(text`count(${term("input.x")})`);

  it.each([
    [text`a ${"b"} c`, "a b c"],
    [list(["x", "y"], "; "), "x; y"],
    [text`[${list([call, "1"], ", ")}]`, "[count(input.x), 1]"],
  ])("render as %j", (fragment, expected) => {
    expect(render(fragment)).toBe(expected);
  });

  it("are made simpler by leaving out items of lists, the most first", () => {
    expect([...simplify(list(["a", "b", "c", "d"], ","))].map(render)).toEqual(["", "c,d", "a,b", "b,c,d", "a,c,d", "a,b,d", "a,b,c"]);
  });

  it("are made simpler by putting constants and inner terms in the place of terms", () => {
    const inside = ["1", '"a"', "true", "[]", "{}"].map((simplest) => `count(${simplest})`);
    expect([...simplify(call)].map(render)).toEqual(["1", '"a"', "true", "[]", "{}", "input.x", ...inside]);
  });
});
