import { quoteString } from "../../values/go-quote.ts";
import type { BuiltinContext } from "../context.ts";
import { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import type { GoRegex } from "./go-regex.ts";
import { compileRegex } from "./go-regex.ts";

/**
 * Compiles a template for `regex.template_match`: what stands between the delimiters is a regular expression, all else literal text. The
 * delimiters may be nested, so that `{[0-9]{4}}` is one expression.
 */
export function compileTemplate(template: string, start: string, end: string, context: BuiltinContext): GoRegex | BuiltinFailure {
  const sections = splitTemplate(template, start, end);
  if (sections === undefined) return fail(`unbalanced braces in ${quoteString(template)}`);
  const pattern: string[] = [];
  for (const [index, section] of sections.entries()) {
    if (index % 2 === 0) {
      pattern.push(quoteMeta(section));
      continue;
    }
    const expression = compileRegex(`^${section}$`, context);
    if (expression instanceof BuiltinFailure) return expression;
    pattern.push(`(${section})`);
  }
  return compileRegex(`^${pattern.join("")}$`, context);
}

/** Literal texts and expressions in turn, beginning and ending with a literal; `undefined` where delimiters have no partner. */
function splitTemplate(template: string, start: string, end: string): readonly string[] | undefined {
  const sections: string[] = [];
  let depth = 0;
  let copied = 0;
  for (let at = 0; at < template.length; at++) {
    // Where both delimiters are the same it always opens.
    if (template[at] === start) {
      if (depth++ > 0) continue;
    } else if (template[at] === end) {
      if (--depth > 0) continue;
      if (depth < 0) return undefined;
    } else continue;
    sections.push(template.slice(copied, at));
    copied = at + 1;
  }
  sections.push(template.slice(copied));
  return depth === 0 ? sections : undefined;
}

function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}
