import type { Directive } from "./directive.ts";
import { pad, plainDirective } from "./directive.ts";
import { formatFloat } from "./format-float.ts";
import { formatBigInteger, formatInteger } from "./format-integer.ts";
import { formatText } from "./format-text.ts";
import type { GoValue } from "./go-value.ts";
import { nameType } from "./go-value.ts";

/** Prints a value by a verb; a verb that does not fit gives Go's `%!d(string=x)`. */
export function printValue(value: GoValue, verb: string, directive: Directive): string {
  if (verb === "T") return formatText(nameType(value), "s", directive) ?? "";
  if (value.kind === "nil" && verb === "v") return pad("<nil>", directive);
  return formatValue(value, verb, directive) ?? refuseVerb(value, verb, directive);
}

/** A value inside of another one. */
function printElement(value: GoValue, verb: string, directive: Directive): string {
  if (value.kind === "nil") return directive.asSource ? "interface {}(nil)" : "<nil>";
  return printValue(value, verb, directive);
}

function formatValue(value: GoValue, verb: string, directive: Directive): string | undefined {
  switch (value.kind) {
    case "nil":
      return undefined;
    case "bool":
      return verb === "t" || verb === "v" ? pad(String(value.value), directive) : undefined;
    case "int":
      return formatInteger(value.value, verb, directive);
    case "bigInt":
      return formatBigInteger(value.value, verb, directive);
    case "float":
      return formatFloat(value.value, verb, directive);
    case "string":
      return formatText(value.value, verb, directive);
    case "slice": {
      const items = value.items.map((item) => printElement(item, verb, directive));
      return directive.asSource ? `${nameType(value)}{${items.join(", ")}}` : `[${items.join(" ")}]`;
    }
    case "map": {
      const entries = Array.from(value.entries, ([key, member]) => {
        const name = printValue({ kind: "string", type: "string", value: key }, verb, directive);
        return `${name}:${printElement(member, verb, directive)}`;
      });
      return directive.asSource ? `${nameType(value)}{${entries.join(", ")}}` : `map[${entries.join(" ")}]`;
    }
    default:
      return value satisfies never;
  }
}

function refuseVerb(value: GoValue, verb: string, directive: Directive): string {
  if (value.kind === "nil") return `%!${verb}(<nil>)`;
  // A big integer names itself, and forgets the flags.
  if (value.kind === "bigInt") return `%!${verb}(big.Int=${value.value})`;
  return `%!${verb}(${nameType(value)}=${printValue(value, "v", directive)})`;
}

/** Go's `%!(EXTRA …)` for operands that no verb takes. */
export function printExtra(values: readonly GoValue[]): string {
  const texts = values.map((value) => (value.kind === "nil" ? "<nil>" : `${nameType(value)}=${printValue(value, "v", plainDirective)}`));
  return `%!(EXTRA ${texts.join(", ")})`;
}
