import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the API documents have all that the package exports", () => {
  const exported = Object.values<string | { types: string }>(JSON.parse(readFileSync("package.json", "utf8")).exports).flatMap((target) =>
    typeof target === "string" ? [] : [target.types.replace("./dist/", "src/").replace(".d.ts", ".ts")],
  );
  expect([...JSON.parse(readFileSync("typedoc.json", "utf8")).entryPoints].sort()).toStrictEqual(exported.sort());
});
