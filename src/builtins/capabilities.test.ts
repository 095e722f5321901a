import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { typeToJson } from "../types/type-json.ts";
import { functionType } from "../types/types.ts";
import { allBuiltins } from "./all-builtins.ts";
import type { Builtin } from "./define.ts";

/** OPA's list of its builtins. It is no part of this project: a copy is read where one lies beside it, or where the variable says. */
const file = process.env["OPA_CAPABILITIES"] ?? resolve(import.meta.dirname, "../../../shared/reference/capabilities-1.20.2.json");

interface Capability {
  readonly name: string;
}

const title = existsSync(file) ? "signatures are those of OPA's capabilities" : `SKIPPED: there is no ${file} to compare signatures with`;
describe.skipIf(!existsSync(file))(title, () => {
  const capabilities = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { readonly builtins: readonly Capability[] }).builtins
    : [];
  const byName = new Map(allBuiltins.map((builtin) => [builtin.name, builtin]));

  it("is a list of 206", () => {
    expect(capabilities).toHaveLength(206);
  });

  it("has every builtin", () => {
    expect(capabilities.map(({ name }) => name).filter((name) => !byName.has(name))).toEqual([]);
  });

  it("has no others", () => {
    const known = new Set(capabilities.map(({ name }) => name));
    expect([...byName.keys()].filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(capabilities.map((capability) => [capability.name, capability] as const))("%s", (name, capability) => {
    const builtin = byName.get(name);
    expect(builtin && describeSignature(builtin)).toEqual(capability);
  });
});

/** A builtin as capabilities list it. */
function describeSignature(builtin: Builtin): Capability {
  const args = builtin.args.map(({ type }) => type);
  const variadic = builtin.variadic ? { kind: "any" as const } : undefined;
  return {
    name: builtin.name,
    decl: typeToJson(functionType(args, builtin.result, variadic)),
    ...(builtin.infix !== undefined && { infix: builtin.infix }),
    ...(builtin.kind === "relation" && { relation: true }),
    ...(builtin.deprecated && { deprecated: true }),
    ...(builtin.nondeterministic && { nondeterministic: true }),
  } as Capability;
}

it("names each builtin once", () => {
  const names = allBuiltins.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
