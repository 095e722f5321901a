import { sortedEntries, sortedItems } from "../ast/compare-terms.ts";
import type { Body, Expr, Head, Module, RefTerm, Rule, Term } from "../ast/nodes.ts";
import { quoteString } from "../values/go-quote.ts";

/** A line of the tree with the lines below it. */
interface Tree extends ReadonlyArray<string | Tree> {
  readonly 0: string;
}

/** The syntax tree of a module for people, as `opa parse` prints it: a line for each node, indented by its depth. */
export function printTree({ annotations, comments, imports, package: { path }, rules }: Module): string {
  const root: Tree = [
    "module",
    ["package", termTree(path)],
    ...imports.map((each): Tree => ["import", termTree(each.path), [each.alias ?? ""]]),
    ...rules.map(ruleTree),
    ...annotations.map((): Tree => ["annotations"]),
    ...comments.map((): Tree => ["comment"]),
  ];
  return `${linesOf(root, 0).join("\n")}\n`;
}

function linesOf(tree: Tree, depth: number): readonly string[] {
  return tree.flatMap((part) => (typeof part === "string" ? [`${" ".repeat(depth)}${part}`] : linesOf(part, depth + 1)));
}

function ruleTree({ body, else: branch, head }: Rule): Tree {
  return ["rule", headTree(head), bodyTree(body), ...(branch === undefined ? [] : [ruleTree(branch)])];
}

/** OPA shows no keys of heads. */
function headTree({ args, ref, value }: Head): Tree {
  const argTrees: readonly Tree[] = args === undefined ? [] : [["args", ...args.map(termTree)]];
  return ["head", termTree(ref), ...argTrees, ...(value === undefined ? [] : [termTree(value)])];
}

function bodyTree(body: Body): Tree {
  return ["body", ...body.map(exprTree)];
}

function exprTree(expr: Expr, index: number): Tree {
  const modifiers = expr.with.map(({ target, value }): Tree => ["with", targetTree(target), termTree(value)]);
  return [`expr${expr.negated ? " negated" : ""} index=${index}`, ...partsOf(expr), ...modifiers];
}

/** A function in the place of which something is put is a variable to OPA. */
function targetTree(target: RefTerm): Tree {
  const [head, ...operands] = target.terms;
  const isName = operands.length === 0 && head?.kind === "var" && head.name !== "input" && head.name !== "data";
  return termTree(isName ? head : target);
}

function partsOf(expr: Expr): readonly Tree[] {
  switch (expr.kind) {
    case "term-expr":
      return [termTree(expr.term)];
    case "call-expr":
      return [expr.operator, ...expr.args].map(termTree);
    case "some":
      return [["somedecl", ...expr.symbols.map(termTree)]];
    case "every": {
      const terms = [...(expr.key === undefined ? [] : [expr.key]), expr.value, expr.domain];
      return [["every", ...terms.map(termTree), bodyTree(expr.body)]];
    }
    case "not":
      return [["not", bodyTree(expr.body)]];
    case "logical":
      return [[`logical${expr.operator}`, bodyTree(expr.left), bodyTree(expr.right)]];
  }
}

function termTree(term: Term): Tree {
  switch (term.kind) {
    case "null":
      return ["null"];
    case "boolean":
      return [String(term.value)];
    case "number":
      return [term.text];
    case "string":
      return [quoteString(term.value)];
    case "var":
      return [term.name.startsWith("$") ? "_" : term.name];
    case "ref":
      return ["ref", ...term.terms.map(termTree)];
    case "array":
      return ["array", ...term.items.map(termTree)];
    case "set":
      return ["set", ...sortedItems(term.items).map(termTree)];
    case "object":
      return ["object", ...sortedEntries(term.entries).flatMap(({ key, value }) => [termTree(key), termTree(value)])];
    case "call":
      return ["call", ...[term.operator, ...term.args].map(termTree)];
    case "array-comprehension":
    case "set-comprehension":
      return [term.kind.replace("-", ""), termTree(term.head), bodyTree(term.body)];
    case "object-comprehension":
      return ["objectcomprehension", termTree(term.key), termTree(term.value), bodyTree(term.body)];
    case "template-string":
      return ["templatestring"];
  }
}
