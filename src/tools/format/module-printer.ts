import type { Module, RefTerm, Rule } from "../../ast/nodes.ts";
import { compareImports, groupImports, type ImportLine, type ImportRules, rewriteImports } from "./imports.ts";
import { Layout } from "./layout.ts";
import { RulePrinter } from "./rule-printer.ts";
import type { Style } from "./style.ts";

/** Prints a module. */
export function printModule(module: Module, style: Style, imports: ImportRules): string {
  return new ModulePrinter(new Layout(module), style).print(module, rewriteImports(module, imports));
}

class ModulePrinter extends RulePrinter {
  print(module: Module, imports: readonly ImportLine[]): string {
    const { rules } = module;
    this.hasLongHeads = rules.some(({ head }) => head.ref.terms.length > (head.key === undefined ? 2 : 1));
    this.printPackage(module);
    let start = 0;
    for (const [index, rule] of rules.entries()) {
      this.printImports(imports.filter((line) => start <= line.start && line.start < rule.start));
      this.printRule(rule);
      start = rule.start;
      const next = rules[index + 1];
      const isLast = next === undefined || imports.some((line) => start < line.start && line.start < next.start);
      if (isLast || !this.isGrouped(rule, next)) this.writer.blankLine();
    }
    this.printImports(imports.filter((line) => start <= line.start));
    for (const comment of this.takeRemainingComments()) this.writeComments([comment]);
    return this.writer.finish();
  }

  private printPackage({ package: { path, start } }: Module): void {
    this.placeComments(this.layout.row(start));
    this.writer.startLine();
    this.writer.write("package ");
    this.printPath({ ...path, terms: path.terms.slice(1) });
    this.writer.endLine();
    this.writer.blankLine();
  }

  /** Imports on adjacent rows are a group, sorted; blank lines between groups stay. Comments behind imports move with them. */
  private printImports(lines: readonly ImportLine[]): void {
    for (const group of groupImports(lines)) {
      const comments = new Map(group.map((line) => [line, this.takeTrailingComment(line.row)]));
      for (const line of group.toSorted(compareImports)) {
        const comment = comments.get(line);
        if (comment !== undefined) this.writer.keepTrailing(comment);
        this.printImport(line);
      }
      this.writer.blankLine();
    }
  }

  private printImport({ alias, path }: ImportLine): void {
    this.writer.startLine();
    this.writer.write("import ");
    this.printPath(path);
    if (alias !== undefined) this.writer.write(` as ${alias}`);
    this.writer.endLine();
  }

  private printPath({ terms }: RefTerm): void {
    const [head, ...words] = terms;
    if (head?.kind === "var") this.writer.write(head.name);
    if (head?.kind === "string") this.writer.write(head.value);
    for (const word of words) this.printOperand(word);
  }

  /** Whether no blank line comes between two rules: they are short and on rows one after the other. */
  private isGrouped(rule: Rule, next: Rule): boolean {
    const start = this.layout.row(rule.start);
    const end = this.layout.row(rule.end - 1);
    return this.isShort(rule) && this.isShort(next) && start === end && this.layout.row(next.start) - end === 1;
  }

  private isShort(rule: Rule): boolean {
    return this.takesIf(rule) && !rule.default && rule.else === undefined && rule.body.length === 1;
  }
}
