import { anyType, objectOf, stringType } from "../types/types.ts";
import { formatValue } from "../values/format.ts";
import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import { isArray, isNumber } from "../values/kind.ts";
import { numberToText } from "../values/number.ts";
import { sortedEntries } from "../values/object.ts";
import type { RegoObject, Value } from "../values/value.ts";
import { RegoSet } from "../values/value.ts";
import { remember } from "./bounded-cache.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import type { GoValue } from "./go-format/go-value.ts";
import { executeTemplate } from "./go-template/execute-template.ts";
import type { ParsedTemplate } from "./go-template/parse-template.ts";
import { parseTemplate } from "./go-template/parse-template.ts";
import { TemplateError } from "./go-template/template-error.ts";

/** Templates in the language of Go's text/template. */
export const renderTemplateBuiltins: readonly Builtin[] = [
  builtin(
    "strings.render_template",
    "Fills a template in the language of Go's package text/template.",
    [
      arg("value", stringType, "the template"),
      arg("vars", objectOf(stringType, anyType), "what the template calls dot", { elementsUnchecked: true }),
    ],
    arg("result", stringType, "the text"),
    renderTemplate,
  ),
];

function renderTemplate(text: string, variables: RegoObject, context: BuiltinContext): BuiltinResult {
  return failing(() => {
    const data = toGoValue(readAsJson(variables));
    const template = remember(context.engineCache, "template", text, (source) => failing(() => parseTemplate(source)));
    if (template instanceof BuiltinFailure) return template;
    // Also where the template itself has this text.
    return executeTemplate(template, data, context.tick).replaceAll("<no value>", "<undefined>");
  });
}

/** The errors of a template and of its variables are failures. */
function failing<T extends ParsedTemplate | BuiltinResult>(run: () => T): T | BuiltinFailure {
  try {
    return run();
  } catch (error) {
    if (error instanceof TemplateError || error instanceof JsonError) return fail(error.message);
    throw error;
  }
}

/** OPA reads the Rego text of the variables as JSON, so that sets, keys that are no strings, and some escapes are errors. */
function readAsJson(variables: RegoObject): Value {
  return parseJson(formatValue(variables));
}

/** Numbers stay the texts that they are in JSON. */
function toGoValue(value: Value): GoValue {
  if (value === null) return { kind: "nil" };
  if (typeof value === "boolean") return { kind: "bool", value };
  if (typeof value === "string") return { kind: "string", type: "string", value };
  if (isNumber(value)) return { kind: "string", type: "json.Number", value: numberToText(value) };
  if (isArray(value)) return { kind: "slice", items: value.map(toGoValue) };
  if (value instanceof RegoSet) return { kind: "slice", items: value.sorted().map(toGoValue) };
  const entries = new Map<string, GoValue>();
  for (const [key, member] of sortedEntries(value)) entries.set(String(key), toGoValue(member));
  return { kind: "map", entries };
}
