import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { typeToJson } from "../types/type-json.ts";
import { functionType } from "../types/types.ts";
import { coreBuiltins } from "./core.ts";

/** OPA's list of its builtins, where a copy is at hand: `OPA_CAPABILITIES=path/to/capabilities.json`. */
const file = process.env["OPA_CAPABILITIES"];

interface Capability {
  readonly name: string;
}

describe.skipIf(file === undefined || !existsSync(file))(
  "signatures are those of OPA's capabilities (skipped without OPA_CAPABILITIES)",
  () => {
    const text = file !== undefined && existsSync(file) ? readFileSync(file, "utf8") : '{"builtins": []}';
    const capabilities = (JSON.parse(text) as { readonly builtins: readonly Capability[] }).builtins;
    const byName = new Map(capabilities.map((capability) => [capability.name, capability]));

    it.each(coreBuiltins.map((builtin) => [builtin.name, builtin] as const))("%s", (name, builtin) => {
      const args = builtin.args.map(({ type }) => type);
      const variadic = builtin.variadic ? { kind: "any" as const } : undefined;
      const described = {
        name,
        decl: typeToJson(functionType(args, builtin.result, variadic)),
        ...(builtin.infix !== undefined && { infix: builtin.infix }),
        ...(builtin.kind === "relation" && { relation: true }),
        ...(builtin.deprecated && { deprecated: true }),
        ...(builtin.nondeterministic && { nondeterministic: true }),
      };
      expect(described).toEqual(byName.get(name));
    });
  },
);

it("names each builtin once", () => {
  const names = coreBuiltins.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
