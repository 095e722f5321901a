import type { Module } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";

const decisionName = "allow";

/**
 * `data.PACKAGE.allow` for modules of one package.
 *
 * @throws TypeError where there are several packages, or the one has no rule of that name: it would deny all, and nobody would know why
 */
export function findDefaultQuery(modules: readonly Module[]): string {
  const packages = [...new Set(modules.map((module) => printRef(module.package.path)))];
  const [name = "", ...others] = packages;
  if (others.length > 0) throw new TypeError(`the modules have several packages (${packages.join(", ")}): name the query`);
  if (!modules.some(hasDecision)) throw new TypeError(`${name} has no rule ${decisionName}: name the query`);
  return `${name}.${decisionName}`;
}

function hasDecision({ rules }: Module): boolean {
  return rules.some(({ head: { ref, args } }) => {
    const [first] = ref.terms;
    return args === undefined && ref.terms.length === 1 && first?.kind === "var" && first.name === decisionName;
  });
}
