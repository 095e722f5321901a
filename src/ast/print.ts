import type { Body, CallExpr, EveryExpr, Expr, LogicalExpr, RefTerm, SomeExpr, TemplateString, Term, With } from "./nodes.ts";

/** A term in OPA's text form, as its messages and traces have it: `data.foo["a b"][x]`, `{"a": 1}`, `plus(x, 1)`, `[x | x = 1]`. */
export function printTerm(term: Term): string {
  switch (term.kind) {
    case "null":
      return "null";
    case "boolean":
      return String(term.value);
    case "number":
      return term.text;
    case "string":
      return quote(term.value);
    case "var":
      return term.name;
    case "ref":
      return printRef(term);
    case "array":
      return `[${printTerms(term.items)}]`;
    case "set":
      return term.items.length === 0 ? "set()" : `{${printTerms(term.items)}}`;
    case "object":
      return `{${term.entries.map(({ key, value }) => `${printTerm(key)}: ${printTerm(value)}`).join(", ")}}`;
    case "array-comprehension":
      return `[${printTerm(term.head)} | ${printBody(term.body)}]`;
    case "set-comprehension":
      return `{${printTerm(term.head)} | ${printBody(term.body)}}`;
    case "object-comprehension":
      return `{${printTerm(term.key)}: ${printTerm(term.value)} | ${printBody(term.body)}}`;
    case "call":
      return `${printRef(term.operator)}(${printTerms(term.args)})`;
    case "template-string":
      return printTemplate(term);
  }
}

/** A body: its expressions, with `; ` between them. */
export function printBody(body: Body): string {
  return body.map(printExpr).join("; ");
}

/** An expression. Of the operators, only `=` and `:=` stand between their operands; the others are printed as calls. */
export function printExpr(expr: Expr): string {
  const text = `${expr.negated ? "not " : ""}${printPlain(expr)}`;
  return [text, ...expr.with.map(printWith)].join(" ");
}

/** A reference: `data.p["q r"][x]`. */
export function printRef({ terms }: RefTerm): string {
  return terms.map((term, index) => (index === 0 ? printTerm(term) : printOperand(term))).join("");
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Names that OPA puts in brackets. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...["as", "contains", "default", "else", "every", "false", "if", "import", "in", "not", "null", "package", "some", "true", "with"],
]);

/** An operand of a reference: `.name` where it can be, `["a b"]`, `[x]`. */
export function printOperand(term: Term): string {
  return term.kind === "string" && IDENTIFIER.test(term.value) && !KEYWORDS.has(term.value) ? `.${term.value}` : `[${printTerm(term)}]`;
}

function printTerms(terms: readonly Term[]): string {
  return terms.map(printTerm).join(", ");
}

function printPlain(expr: Expr): string {
  switch (expr.kind) {
    case "term-expr":
      return printTerm(expr.term);
    case "call-expr":
      return printCall(expr);
    case "some":
      return printSome(expr);
    case "every":
      return printEvery(expr);
    case "not":
      return expr.explicit ? `not { ${printBody(expr.body)} }` : `not ${printBody(expr.body)}`;
    case "logical":
      return printLogical(expr);
  }
}

const INFIX: ReadonlyMap<string, string> = new Map([
  ["eq", "="],
  ["assign", ":="],
]);

function printCall({ args, operator }: CallExpr): string {
  const [left, right, ...more] = args;
  const name = printRef(operator);
  const symbol = INFIX.get(name);
  if (symbol === undefined || left === undefined || right === undefined || more.length > 0) return `${name}(${printTerms(args)})`;
  return `${printTerm(left)} ${symbol} ${printTerm(right)}`;
}

function printSome({ symbols }: SomeExpr): string {
  const [only] = symbols;
  if (only?.kind !== "call") return `some ${printTerms(symbols)}`;
  return `some ${printTerms(only.args.slice(0, -1))} in ${printTerms(only.args.slice(-1))}`;
}

function printEvery({ body, domain, key, value }: EveryExpr): string {
  const variables = key === undefined ? [value] : [key, value];
  return `every ${printTerms(variables)} in ${printTerm(domain)} { ${printBody(body)} }`;
}

function printLogical({ explicitLeft, explicitRight, left, operator, right }: LogicalExpr): string {
  const side = (body: Body, explicit: boolean): string => (explicit ? `{ ${printBody(body)} }` : printBody(body));
  return `${side(left, explicitLeft)} ${operator} ${side(right, explicitRight)}`;
}

function printWith({ target, value }: With): string {
  return `with ${printRef(target)} as ${printTerm(value)}`;
}

function printTemplate({ parts, raw }: TemplateString): string {
  const inner = parts.map((part) => ("negated" in part ? `{${printExpr(part)}}` : printText(part.value, raw))).join("");
  return raw ? `$\`${inner}\`` : `$"${inner}"`;
}

function printText(text: string, raw: boolean): string {
  return (raw ? text : quote(text).slice(1, -1)).replaceAll("{", "\\{");
}

function quote(text: string): string {
  return JSON.stringify(text);
}
