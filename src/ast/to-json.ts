import type { Body, Expr, Head, Module, ObjectEntry, Rule, Term, With } from "./nodes.ts";

/** What a JSON document may hold; numbers are whatever the caller's reader of number texts makes of them. */
export type Json = unknown;

/** How to write a tree as JSON. */
export interface JsonOptions {
  /** Reads the text of a number; `Number` when absent, which loses what a double cannot hold. */
  readonly number?: (text: string) => Json;
}

/** The syntax tree of a module as `opa parse -f json` and `rego.parse_module` give it. */
export function moduleToJson(module: Module, options: JsonOptions = {}): Json {
  return new JsonWriter(options).module(module);
}

/** One term as OPA writes it: `{"type": …, "value": …}`. */
export function termToJson(term: Term, options: JsonOptions = {}): Json {
  return new JsonWriter(options).term(term);
}

/** A body as OPA writes it: a list of expressions with their index. */
export function bodyToJson(body: Body, options: JsonOptions = {}): Json {
  return new JsonWriter(options).body(body);
}

class JsonWriter {
  private readonly number: (text: string) => Json;

  constructor(options: JsonOptions) {
    this.number = options.number ?? Number;
  }

  module(module: Module): Json {
    const { imports, rules, comments } = module;
    return {
      package: { path: module.package.path.terms.map((term) => this.term(term)) },
      ...(imports.length > 0 && {
        imports: imports.map(({ path, alias }) => ({ path: this.term(path), ...(alias !== undefined && { alias }) })),
      }),
      ...(rules.length > 0 && { rules: rules.map((rule) => this.rule(rule)) }),
      ...(comments.length > 0 && {
        comments: comments.map((comment) => {
          const { file, row, col } = module.source.locate(comment.start);
          return { Text: base64(comment.text), Location: { file, row, col } };
        }),
      }),
    };
  }

  private rule(rule: Rule): Json {
    return {
      ...(rule.default && { default: true }),
      head: this.head(rule),
      body: this.body(rule.body),
      ...(rule.else !== undefined && { else: this.rule(rule.else) }),
    };
  }

  private head({ head }: Rule): object {
    return {
      ...headName(head),
      ...(head.key === undefined ? this.headKey(head) : { key: this.term(head.key) }),
      ...(head.args !== undefined && { args: head.args.map((term) => this.term(term)) }),
      ...(head.value !== undefined && { value: this.term(head.value) }),
      ...(head.assign && { assign: true }),
      ref: head.ref.terms.map((term) => this.term(term)),
    };
  }

  /** OPA repeats the last operand of a two-term head as its key: when a value is written, or a variable stands there. */
  private headKey(head: Head): object {
    const key = head.ref.terms[1];
    if (key === undefined || head.ref.terms.length !== 2 || head.args !== undefined) return {};
    return hasWrittenValue(head) || !isScalar(key) ? { key: this.term(key) } : {};
  }

  body(body: Body): readonly object[] {
    return body.map((expr, index) => ({ index, ...this.expr(expr) }));
  }

  private expr(expr: Expr): object {
    return {
      ...(expr.negated && { negated: true }),
      ...(expr.with.length > 0 && { with: expr.with.map((modifier) => this.with(modifier)) }),
      terms: this.exprTerms(expr),
    };
  }

  private with({ target, value }: With): Json {
    const [head] = target.terms;
    const bare = target.terms.length === 1 && head?.kind === "var" && head.name !== "input" && head.name !== "data";
    return { target: this.term(bare ? head : target), value: this.term(value) };
  }

  private exprTerms(expr: Expr): Json {
    switch (expr.kind) {
      case "term-expr":
        return this.term(expr.term);
      case "call-expr":
        return [expr.operator, ...expr.args].map((term) => this.term(term));
      case "some":
        return { symbols: expr.symbols.map((term) => this.term(term)) };
      case "every":
        return {
          key: expr.key === undefined ? null : this.term(expr.key),
          value: this.term(expr.value),
          domain: this.term(expr.domain),
          body: this.body(expr.body),
        };
      case "not":
        return { type: "not", body: this.body(expr.body), explicit_body: expr.explicit };
      case "logical":
        return {
          type: expr.operator,
          lhs: this.body(expr.left),
          rhs: this.body(expr.right),
          ...(expr.explicitLeft && { explicit_lhs: true }),
          ...(expr.explicitRight && { explicit_rhs: true }),
        };
    }
  }

  term(term: Term): Json {
    return { type: typeName(term), value: this.value(term) };
  }

  private value(term: Term): Json {
    switch (term.kind) {
      case "null":
        return {};
      case "boolean":
      case "string":
        return term.value;
      case "number":
        return this.number(term.text);
      case "var":
        return term.name;
      case "ref":
        return term.terms.map((inner) => this.term(inner));
      case "array":
      case "set":
        return term.items.map((inner) => this.term(inner));
      case "object":
        return term.entries.map((entry) => this.entry(entry));
      case "call":
        return [term.operator, ...term.args].map((inner) => this.term(inner));
      case "array-comprehension":
      case "set-comprehension":
        return { term: this.term(term.head), body: this.body(term.body) };
      case "object-comprehension":
        return { key: this.term(term.key), value: this.term(term.value), body: this.body(term.body) };
      case "template-string":
        return { parts: term.parts.length === 0 ? null : term.parts.map((part) => this.part(part)), multi_line: term.raw };
    }
  }

  private entry({ key, value }: ObjectEntry): Json {
    return [this.term(key), this.term(value)];
  }

  /** A scalar in a template string is no expression to OPA. */
  private part(part: Term | Expr): Json {
    if (part.kind === "string") return this.term(part);
    if (part.kind === "term-expr" && isScalar(part.term)) return this.term(part.term);
    return "negated" in part ? { index: 0, ...this.expr(part) } : this.term(part);
  }
}

function headName(head: Head): object {
  const [name] = head.ref.terms;
  const named = head.ref.terms.length === 1 || (head.ref.terms.length === 2 && head.args === undefined && hasWrittenValue(head));
  return named && name?.kind === "var" ? { name: name.name } : {};
}

/** Whether the value of a head stands in the text: the `true` of one that does not spans the whole head. */
function hasWrittenValue(head: Head): boolean {
  return head.value !== undefined && head.value.start !== head.start;
}

function isScalar(term: Term): boolean {
  return term.kind === "null" || term.kind === "boolean" || term.kind === "number" || term.kind === "string";
}

function typeName(term: Term): string {
  return term.kind.replaceAll("-", "");
}

function base64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
