import { parseModule } from "../../parser/parse.ts";
import { printModule } from "./module-printer.ts";
import { styleOf } from "./style.ts";

/** How to format. */
export interface FormatOptions {
  /** The version of the module; 1 when absent. */
  readonly regoVersion?: 0 | 1;
}

/** Formats a module as `opa fmt` does: comments stay, and formatting again changes nothing. Throws `RegoErrors` where it cannot be parsed. */
export function format(fileName: string, text: string, options: FormatOptions = {}): string {
  const { regoVersion = 1 } = options;
  const module = parseModule(fileName, text, { regoVersion, annotations: false });
  return printModule(module, styleOf(module, regoVersion));
}
