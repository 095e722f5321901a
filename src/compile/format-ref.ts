import type { RefTerm, Term } from "../ast/nodes.ts";
import { printOperand, printTerm } from "../ast/print.ts";
import type { LocalNames } from "./context.ts";

/** A reference as OPA prints it in messages, `data.p.q[x]["a b"]`; renamed variables by the name they were written with. */
export function formatRef(ref: RefTerm, names: LocalNames): string {
  let text = "";
  for (const [index, term] of ref.terms.entries()) {
    if (index === 0) text += formatOperand(term, names, true);
    else if (term.kind === "string") text += printOperand(term);
    else text += `[${formatOperand(term, names, false)}]`;
  }
  return text;
}

function formatOperand(term: Term, names: LocalNames, head: boolean): string {
  switch (term.kind) {
    case "var":
      return names.writtenName(term.name) ?? `__local${term.name.slice(1)}__`;
    case "string":
      return head ? term.value : JSON.stringify(term.value);
    case "number":
      return term.text;
    case "boolean":
      return String(term.value);
    case "null":
      return "null";
    case "ref":
      return formatRef(term, names);
    case "array":
      return `[${term.items.map((item) => formatOperand(item, names, false)).join(", ")}]`;
    case "set":
      return term.items.length === 0 ? "set()" : `{${term.items.map((item) => formatOperand(item, names, false)).join(", ")}}`;
    case "object":
      return `{${term.entries.map(({ key, value }) => `${formatOperand(key, names, false)}: ${formatOperand(value, names, false)}`).join(", ")}}`;
    default:
      return printTerm(term);
  }
}
