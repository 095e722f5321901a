import type { Module, RefTerm } from "../ast/nodes.ts";
import { pathKeyOf, splitHeadRef } from "../compile/program.ts";

/**
 * The paths of entry points (`authz/allow`) in order of their numbers: first those that are asked for, then those that METADATA declares
 * (`entrypoint: true`), as `opa build -e` numbers them. Throws TypeError where there are none, or where one names nothing.
 */
export function listEntrypoints(asked: readonly string[], modules: readonly Module[]): readonly string[] {
  const paths = new Set([...asked, ...modules.flatMap(readDeclared)]);
  if (paths.size === 0) {
    throw new TypeError(
      'no entry point: say what evaluate answers, `{ entrypoints: ["authz/allow"] }` as the second argument, or `entrypoint: true` in METADATA',
    );
  }
  const rules = modules.flatMap(({ package: { path }, rules: each }) => each.map(({ head }) => pathOfRule(path, head.ref)));
  for (const path of asked) {
    if (!rules.some((rule) => isSameWay(rule, path.split("/")))) {
      throw new TypeError(`entrypoint ${JSON.stringify(path)} does not refer to a rule or policy decision`);
    }
  }
  return [...paths];
}

/** The query for an entry point's document: `data["authz"]["allow"]`. */
export function queryOf(entrypoint: string): string {
  return `data${entrypoint
    .split("/")
    .map((part) => `[${JSON.stringify(part)}]`)
    .join("")}`;
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
function isSameWay(rule: readonly string[], path: readonly string[]): boolean {
  return path.every((part, index) => index >= rule.length || rule[index] === part);
}
