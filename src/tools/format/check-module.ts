import type { Module } from "../../ast/nodes.ts";
import { walk } from "../../ast/visit.ts";
import { coreBuiltins } from "../../builtins/core-builtins.ts";
import { groupSignatures } from "../../builtins/generated/group-signatures.ts";
import { checkDuplicateImports, checkOverrides } from "../../compile/check-overrides.ts";
import { ErrorCollector, LocalNames } from "../../compile/context.ts";
import { keywordRuleName } from "../../errors/parse-errors.ts";
import { RegoErrors } from "../../errors/rego-error.ts";
import { wordsOf } from "./imports.ts";

/** Throws what Rego v1 refuses although it can be parsed: imports and names taken twice, deprecated builtins. */
export function refuseForV1(module: Module): void {
  const errors = new ErrorCollector();
  checkDuplicateImports(module, new LocalNames(), errors);
  checkOverrides(module, true, errors);
  checkDeprecatedCalls(module, errors);
  if (errors.errors.length > 0) throw new RegoErrors(errors.errors);
}

/** Throws where a module of version 0 has a rule whose name is a keyword in version 1. */
export function refuseKeywordNames({ rules, source }: Module): void {
  const errors = new ErrorCollector();
  for (const rule of rules) {
    const [name] = rule.head.ref.terms;
    if (name?.kind !== "var" || !V1_ONLY.has(name.name)) continue;
    errors.add("rego_parse_error", source, rule, keywordRuleName(name.name));
  }
  if (errors.errors.length > 0) throw new RegoErrors(errors.errors);
}

const V1_ONLY: ReadonlySet<string> = new Set(["contains", "every", "if", "in"]);

function checkDeprecatedCalls({ rules, source }: Module, errors: ErrorCollector): void {
  const builtins = [...coreBuiltins, ...groupSignatures];
  const deprecated = new Set(builtins.filter((builtin) => builtin.deprecated).map(({ name }) => name));
  for (const rule of rules) {
    walk(rule, (node) => {
      if (node.kind !== "call" && node.kind !== "call-expr") return undefined;
      const name = wordsOf(node.operator).join(".");
      if (deprecated.has(name)) {
        errors.add("rego_type_error", source, node, `deprecated built-in function calls in expression: ${name}`);
      }
      return undefined;
    });
  }
}
