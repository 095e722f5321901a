import type { Import, Module, Rule } from "../../ast/nodes.ts";
import { compareImports, groupImports } from "./imports.ts";
import { Layout } from "./layout.ts";
import { RulePrinter } from "./rule-printer.ts";
import type { Style } from "./style.ts";

/** Prints a module. */
export function printModule(module: Module, style: Style): string {
  return new ModulePrinter(new Layout(module), style).print(module);
}

class ModulePrinter extends RulePrinter {
  print(module: Module): string {
    this.hasLongHeads = module.rules.some(({ head }) => head.ref.terms.length > (head.key === undefined ? 2 : 1));
    this.printPackage(module);
    let imports: Import[] = [];
    const statements = [...module.imports, ...module.rules].sort((left, right) => left.start - right.start);
    statements.forEach((statement, index) => {
      if ("kind" in statement) {
        this.printImports(imports);
        imports = [];
        this.printRule(statement);
        const next = statements[index + 1];
        if (next === undefined || !("kind" in next) || !this.isGrouped(statement, next)) this.writer.blankLine();
      } else imports.push(statement);
    });
    this.printImports(imports);
    const rest = this.takeRemainingComments();
    for (const comment of rest) this.writeComments([comment]);
    return this.writer.finish();
  }

  private printPackage({ package: { path, start } }: Module): void {
    this.placeComments(this.layout.row(start));
    this.writer.startLine();
    this.writer.write("package ");
    const [, head, ...rest] = path.terms;
    if (head?.kind === "string") this.writer.write(head.value);
    for (const word of rest) this.printOperand(word);
    this.writer.endLine();
    this.writer.blankLine();
  }

  /** Imports on adjacent rows are a group, sorted; blank lines between groups stay. */
  private printImports(imports: readonly Import[]): void {
    for (const group of groupImports(imports, (each) => this.layout.row(each.start))) {
      const comments = this.takeImportComments(group);
      for (const each of group.toSorted(compareImports)) {
        const comment = comments.get(each);
        if (comment !== undefined) this.writer.keepTrailing(comment);
        this.printImport(each);
      }
      this.writer.blankLine();
    }
  }

  /** Writes what comes before a group; the comments behind its imports move with them. */
  private takeImportComments(group: readonly Import[]): ReadonlyMap<Import, string> {
    return new Map(
      group.flatMap((each) => {
        const comment = this.takeTrailingComment(this.layout.row(each.start));
        return comment === undefined ? [] : [[each, comment] as const];
      }),
    );
  }

  private printImport({ alias, path }: Import): void {
    this.writer.startLine();
    this.writer.write("import ");
    this.printRef(path);
    if (alias !== undefined) this.writer.write(` as ${alias}`);
    this.writer.endLine();
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
