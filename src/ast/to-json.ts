import { SourceText } from "../errors/source-text.ts";
import { compareStrings } from "../values/string-order.ts";
import { sortedEntries, sortedItems } from "./compare-terms.ts";
import type { Annotations, Body, Expr, Module, NotExpr, ObjectEntry, Rule, Span, TemplateString, Term, With } from "./nodes.ts";
import { isScalar, walk } from "./visit.ts";
import {
  firstWord,
  isImplied,
  type Place,
  placeOfAll,
  placesImplied,
  spanOfHead,
  spanOfRule,
  spanOfTemplateText,
  spanOfTerm,
} from "./written-spans.ts";

/** What a JSON document may hold; numbers are whatever the caller's reader of number texts makes of them. */
export type Json = unknown;

/** How to write a tree as JSON. */
export interface JsonOptions {
  /** Reads the text of a number; `Number` when absent, which loses what a double cannot hold. */
  readonly number?: (text: string) => Json;
  /** Whether the nodes of a module say where they stand: `{"file", "row", "col", "text"}`, the text in base64. Default: false. */
  readonly locations?: boolean | undefined;
  /** Whether the comments of a module are written. Default: true. */
  readonly comments?: boolean | undefined;
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

/** An expression as OPA writes it where it stands alone. */
export function exprToJson(expr: Expr, options: JsonOptions = {}): object {
  return { index: 0, ...new JsonWriter(options).body([expr])[0] };
}

/** A rule as OPA writes it where it stands alone. */
export function ruleToJson(rule: Rule, options: JsonOptions = {}): Json {
  return new JsonWriter(options).rule(rule);
}

/** Whether the head of a rule gets `name` and `key`. */
interface HeadNames {
  readonly named: boolean;
  readonly keyed: boolean;
}

const IF_FOLLOWS = /^(?:\s|#.*\n)*if\b/;
const LOOK_AHEAD = 200;

class JsonWriter {
  /** The module that is being written. */
  private source = new SourceText("", "");
  /** Where all nodes are that are written now, whatever they span. */
  private forAll: Place | undefined;
  private readonly number: (text: string) => Json;
  private readonly hasLocations: boolean;
  private readonly hasComments: boolean;

  constructor({ comments = true, locations = false, number = Number }: JsonOptions) {
    this.number = number;
    this.hasLocations = locations;
    this.hasComments = comments;
  }

  /** The field that says where a node stands, if that is wanted; its text may be another one than that of its place. */
  private at(span: Span, text: Span = span): { readonly location?: Json } {
    if (!this.hasLocations) return {};
    const place = this.forAll ?? { span, text };
    return { location: this.locate(place.span, place.text) };
  }

  private locate({ start }: Span, text: Span): Json {
    const { file, row, col } = this.source.locate(start);
    return { file, row, col, ...(this.hasLocations && { text: base64(this.source.text.slice(text.start, text.end)) }) };
  }

  module(module: Module): Json {
    const { annotations, comments, imports, rules } = module;
    this.source = module.source;
    return {
      package: { ...this.at(firstWord(module.package, "package")), path: module.package.path.terms.map((term) => this.term(term)) },
      ...(imports.length > 0 && {
        imports: imports.map((each) => ({
          ...(each.alias !== undefined && { alias: each.alias }),
          ...this.at(firstWord(each, "import")),
          path: this.term(each.path),
        })),
      }),
      ...(annotations.length > 0 && { annotations: annotations.map((each) => this.annotation(each)) }),
      ...(rules.length > 0 && { rules: rules.map((rule) => ({ ...this.annotationsOf(rule, annotations), ...this.rule(rule) })) }),
      ...(comments.length > 0 &&
        this.hasComments && {
          comments: comments.map((comment) => ({
            Text: base64(comment.text),
            // The first comment of a block of METADATA stands for all of it.
            Location: this.locate(comment, annotations.find(({ start }) => start === comment.start) ?? comment),
          })),
        }),
    };
  }

  private annotation(annotations: Annotations): Json {
    const { fields, scope } = annotations;
    const entries = [
      ...Object.entries({ ...fields, scope }).map(([key, field]) => [key, sortField(key, field)] as const),
      ...Object.entries(this.at(annotations)),
    ];
    return Object.fromEntries(entries.toSorted(([left], [right]) => compareStrings(left, right)));
  }

  /** The annotations that OPA repeats at a rule: those of the rule itself and of its document, which stand at any of the rules of that name. */
  private annotationsOf(rule: Rule, annotations: readonly Annotations[]): object {
    const own = annotations.filter(
      (each) => each.rule !== undefined && (each.rule === rule || (each.scope === "document" && isSameRef(each.rule, rule))),
    );
    return own.length > 0 ? { annotations: own.map((each) => this.annotation(each)) } : {};
  }

  rule(rule: Rule, parent: HeadNames | undefined = undefined): object {
    const names = parent ?? this.headNames(rule);
    const isElse = parent !== undefined;
    return {
      body: this.bodyOf(rule, isElse),
      ...(rule.default && { default: true }),
      ...(rule.else !== undefined && { else: this.rule(rule.else, names) }),
      head: this.head(rule, names, isElse),
      ...this.at(spanOfRule(rule)),
    };
  }

  private bodyOf(rule: Rule, isElse: boolean): Json {
    if (!this.hasLocations) return this.body(rule.body);
    this.forAll = placeOfAll(rule, isElse, this.source.text);
    const body = this.body(rule.body);
    this.forAll = undefined;
    return body;
  }

  private head(rule: Rule, { named, keyed }: HeadNames, isElse: boolean): object {
    const { head } = rule;
    const { args, assign, key, ref, value } = head;
    const [name, operand] = ref.terms;
    return {
      ...(named && name?.kind === "var" && { name: name.name }),
      ...(key !== undefined && { key: this.term(key) }),
      ...(key === undefined && keyed && operand !== undefined && { key: this.term(operand) }),
      ...(args !== undefined && { args: args.map((term) => this.term(term)) }),
      ...(value !== undefined && { value: isImplied(value, head) && !placesImplied(rule) ? this.unplaced(value) : this.term(value) }),
      ...(assign && { assign: true }),
      ref: ref.terms.map((term) => this.term(term)),
      ...this.at(spanOfHead(rule, isElse)),
    };
  }

  /** OPA names the head of a rule by its first word, and repeats the operand of `p[key]` as its key, but not always; else branches follow. */
  private headNames({ body, default: isDefault, head }: Rule): HeadNames {
    const [, operand, ...more] = head.ref.terms;
    if (operand === undefined) return { named: true, keyed: false };
    if (more.length > 0 || head.key !== undefined || isDefault) return { named: false, keyed: false };
    const hasIf = body[0]?.generated !== true && IF_FOLLOWS.test(this.source.text.slice(head.end, head.end + LOOK_AHEAD));
    if (head.args !== undefined) return { named: hasIf, keyed: false };
    const hasValue = head.value?.start !== head.start;
    return { named: hasValue, keyed: (hasValue && !hasIf) || mentionsVariable(operand) };
  }

  body(body: Body): readonly object[] {
    return body.map((expr, index) => ({ index, ...this.expr(expr) }));
  }

  private expr(expr: Expr): object {
    return {
      ...this.at(expr),
      ...(expr.negated && { negated: true }),
      terms: this.exprTerms(expr),
      ...(expr.with.length > 0 && { with: expr.with.map((modifier) => this.with(modifier)) }),
    };
  }

  private with(modifier: With): Json {
    const { target, value } = modifier;
    const [head] = target.terms;
    const bare = target.terms.length === 1 && head?.kind === "var" && head.name !== "input" && head.name !== "data";
    return { ...this.at(modifier), target: this.term(bare ? head : target), value: this.term(value) };
  }

  private exprTerms(expr: Expr): Json {
    switch (expr.kind) {
      case "term-expr":
        return this.term(expr.term);
      case "call-expr":
        return [expr.operator, ...expr.args].map((term) => this.term(term));
      case "some":
        return { ...this.at(firstWord(expr, "some")), symbols: expr.symbols.map((term) => this.term(term)) };
      case "every":
        return {
          body: this.body(expr.body),
          domain: this.term(expr.domain),
          key: expr.key === undefined ? null : this.term(expr.key),
          ...this.at(firstWord(expr, "every")),
          value: this.term(expr.value),
        };
      case "not":
        return { body: this.negated(expr), explicit_body: expr.explicit, type: "not" };
      case "logical":
        return {
          ...(expr.explicitLeft && { explicit_lhs: true }),
          ...(expr.explicitRight && { explicit_rhs: true }),
          lhs: this.body(expr.left),
          rhs: this.body(expr.right),
          type: expr.operator,
        };
    }
  }

  /** A term without its place: the value `true` of a head is not in the text. */
  private unplaced(term: Term): object {
    return { type: typeName(term), value: this.value(term) };
  }

  /** Without braces the expression begins with its `not`. */
  private negated({ body, end, explicit, start }: NotExpr): readonly object[] {
    return explicit ? this.body(body) : this.body(body.map((expr) => ({ ...expr, start, end })));
  }

  term(term: Term): Json {
    return {
      ...this.at(term, this.hasLocations ? spanOfTerm(term, this.source.text) : term),
      type: typeName(term),
      value: this.value(term),
    };
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
        return term.items.map((inner) => this.term(inner));
      case "set":
        return sortedItems(term.items).map((inner) => this.term(inner));
      case "object":
        return sortedEntries(term.entries).map((entry) => this.entry(entry));
      case "call":
        return [term.operator, ...term.args].map((inner) => this.term(inner));
      case "array-comprehension":
      case "set-comprehension":
        return { term: this.term(term.head), body: this.body(term.body) };
      case "object-comprehension":
        return { key: this.term(term.key), value: this.term(term.value), body: this.body(term.body) };
      case "template-string":
        return { parts: term.parts.length === 0 ? null : term.parts.map((part) => this.part(part, term)), multi_line: term.raw };
    }
  }

  private entry({ key, value }: ObjectEntry): Json {
    return [this.term(key), this.term(value)];
  }

  /** A scalar in a template string is no expression to OPA. */
  private part(part: Term | Expr, template: TemplateString): Json {
    if (part.kind === "string") return { ...this.at(spanOfTemplateText(part, template)), ...this.unplaced(part) };
    if (part.kind === "term-expr" && isScalar(part.term)) return this.term(part.term);
    return "negated" in part ? { index: 0, ...this.expr(part) } : this.term(part);
  }
}

/** Is there a variable in a term, also in a comprehension or a template string? The heads of references do not count. */
function mentionsVariable(term: Term): boolean {
  let found = false;
  walk(term, (node) => {
    if (node.kind === "ref") found ||= node.terms.slice(1).some(mentionsVariable);
    found ||= node.kind === "var";
    return !found && node.kind !== "ref";
  });
  return found;
}

/** A field of METADATA: people and schemas have their fields in OPA's order, all else in that of names. */
export function sortField(name: string, field: Json): Json {
  if (name === "authors") return field;
  if (name !== "schemas" || !Array.isArray(field)) return sortKeys(field);
  return field.map(({ definition, path, schema }: Readonly<Record<string, Json>>) => ({
    path,
    ...(schema !== undefined && { schema }),
    ...(definition !== undefined && { definition: sortKeys(definition) }),
  }));
}

/** The same data with the keys of all its objects in order. */
function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => compareStrings(left, right));
  return Object.fromEntries(entries.map(([key, field]) => [key, sortKeys(field)]));
}

function isSameRef(left: Rule, right: Rule): boolean {
  return (
    JSON.stringify(left.head.ref.terms.map((term) => termToJson(term))) ===
    JSON.stringify(right.head.ref.terms.map((term) => termToJson(term)))
  );
}

function typeName(term: Term): string {
  return term.kind.replaceAll("-", "");
}

function base64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
