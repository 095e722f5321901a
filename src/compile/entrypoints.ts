import type { Module, RefTerm } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import { pathKeyOf, splitHeadRef } from "./program.ts";
import { makeRef, makeString, makeVar } from "./terms.ts";

/**
 * The paths of entry points (`authz/allow`) in order of their numbers: first those that are asked for, then those that METADATA declares
 * (`entrypoint: true`), as `opa build -e` numbers them. Throws {@link EntrypointError} where one names nothing, or a function: that has no document.
 */
export function listEntrypoints(asked: readonly string[], modules: readonly Module[]): readonly string[] {
  const paths = new Set([...asked, ...modules.flatMap(readDeclared)]);
  const rules = modules.flatMap(({ package: { path }, rules: each }) =>
    each.map(({ head }) => ({ path: pathOfRule(path, head.ref), isFunction: head.args !== undefined })),
  );
  for (const path of paths) {
    const keys = path.split("/");
    const found = rules.filter((rule) => isSameWay(rule.path, keys));
    // What METADATA declares is a rule or a package, be it empty.
    if (found.length === 0 && asked.includes(path)) {
      throw new EntrypointError(`entrypoint ${JSON.stringify(path)} does not refer to a rule or policy decision`);
    }
    if (found.length > 0 && found.every((rule) => rule.isFunction && rule.path.length <= keys.length)) {
      throw new EntrypointError(`entrypoint ${JSON.stringify(path)} is a function, which has no document: name a rule that calls it`);
    }
  }
  return [...paths];
}

/** The leading constants of the paths of a module's rules, without `data`. */
export function rulePathsOf({ package: { path }, rules }: Module): readonly (readonly string[])[] {
  return rules.map(({ head }) => pathOfRule(path, head.ref));
}

/** There is no such entry point, or none at all. */
export class EntrypointError extends TypeError {
  override readonly name = "EntrypointError";
}

/** The query for an entry point's document: `data.authz.allow`, `data.authz["see-all"]`. */
export function queryOf(entrypoint: string): string {
  const place = { start: 0, end: 0 };
  return printRef(makeRef([makeVar("data", place), ...entrypoint.split("/").map((part) => makeString(part, place))], place));
}

function readDeclared({ annotations }: Module): readonly string[] {
  return annotations.filter(({ fields }) => fields["entrypoint"] === true).map(({ target }) => keysOf(target).join("/"));
}

/** The leading constants of a rule's path, without `data`. */
function pathOfRule(packagePath: RefTerm, headRef: RefTerm): readonly string[] {
  return [...keysOf(packagePath), ...nameOf(headRef), ...splitHeadRef(headRef.terms).path.map(String)];
}

function nameOf({ terms: [name] }: RefTerm): readonly string[] {
  return name?.kind === "var" ? [name.name] : [];
}

/** The constants of a path that starts with `data`. */
function keysOf({ terms }: RefTerm): readonly string[] {
  return terms.slice(1).map((term) => String(pathKeyOf(term)));
}

/** Whether one leads to, or into, the other: `authz`, `authz/allow`, and `authz/roles/admin` for a rule `roles`. */
export function isSameWay(rule: readonly string[], path: readonly string[]): boolean {
  return path.every((part, index) => index >= rule.length || rule[index] === part);
}
