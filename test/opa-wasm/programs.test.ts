/** The same programs with `rego-ts/opa-wasm` and, where it is there, with the package that they come from. */
import { describe, expect, test } from "vitest";
import { loadPolicy } from "../../src/opa-wasm.ts";
import { programs } from "./programs.ts";
import { findObstacle, loadByWasm } from "./wasm-peer.ts";

test.each(programs)("$title", async ({ modules, entrypoints, builtins, run, expected }) => {
  expect(run(await loadPolicy(modules, { entrypoints }, builtins))).toEqual(expected);
});

const obstacle = findObstacle();

describe(`@open-policy-agent/opa-wasm${obstacle === undefined ? "" : ` (skipped: ${obstacle})`}`, () => {
  test.skipIf(obstacle !== undefined).each(programs)("$title", async (program) => {
    expect(program.run(await loadByWasm(program))).toEqual(program.elsewhere?.expected ?? program.expected);
  });
});
