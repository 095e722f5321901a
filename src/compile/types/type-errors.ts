/** The errors of the type checker: texts, details as OPA's JSON has them, and the lines that it prints below a text. */

import type { RefTerm, Span } from "../../ast/nodes.ts";
import { printRef, printTerm } from "../../ast/print.ts";
import { termToJson } from "../../ast/to-json.ts";
import { withLines } from "../../errors/error-details.ts";
import type { RegoError } from "../../errors/rego-error.ts";
import type { SourceText } from "../../errors/source-text.ts";
import { printType } from "../../types/print-type.ts";
import { hasUnknown } from "../../types/select-type.ts";
import { typeToJson } from "../../types/type-json.ts";
import type { Type } from "../../types/types.ts";
import { formatValue } from "../../values/format.ts";
import { toJson } from "../../values/json.ts";
import type { Value } from "../../values/value.ts";
import type { NamedType } from "../check-calls.ts";
import type { LocalNames } from "../context.ts";
import { displayRef, hideWildcards } from "./display-term.ts";

/** An error, and whether it compares a type that is not known, which then is the fault of something else. */
export interface TypeFault {
  readonly error: RegoError;
  readonly unknown: boolean;
  /** The reference that it is about. */
  readonly ref?: RefTerm;
}

/** A place that an error names. */
export interface Place {
  readonly source: SourceText;
  readonly span: Span;
}

/**
 * A reference is where its head is. Where a name stands for a longer one, OPA knows one place for all names of the package's rules, and one for
 * each import: that of the last mention in the module.
 */
function placeOfRef(source: SourceText, ref: RefTerm, names: LocalNames): Place {
  const [head] = ref.terms;
  const last = head?.kind === "var" ? names.lastMention(source, head) : undefined;
  if (last !== undefined) return { source, span: last };
  const isDocument = head?.kind === "var" && (head.name === "data" || head.name === "input");
  return { source, span: isDocument || head === undefined ? ref : head };
}

export function matchError(place: Place | undefined, left: Type, right: Type): TypeFault {
  const lines = [`left  : ${printType(left)}`, `right : ${printType(right)}`];
  const details = withLines({ a: typeToJson(left), b: typeToJson(right) }, lines);
  return { error: typeError(place, "match error", details), unknown: hasUnknown(left) || hasUnknown(right) };
}

/** Operands that do not fit; `problem` is one of OPA's: `invalid argument(s)`, `arity mismatch`, `too many arguments`, `too few arguments`. */
export function argumentError(
  place: Place | undefined,
  name: string,
  problem: string,
  have: readonly Type[],
  want: readonly NamedType[],
): TypeFault {
  const details = describeArguments(have, want);
  return { error: typeError(place, `${name}: ${problem}`, details), unknown: have.some(hasUnknown) };
}

/** What operands there are, and what there should be. */
export function describeArguments(have: readonly Type[], want: readonly NamedType[]): object {
  const lines = [`have: (${have.map(printType).join(", ")})`, `want: (${want.map(printNamed).join(", ")})`];
  const wanted = want.length === 0 ? {} : { args: want.map(namedToJson) };
  return withLines({ have: have.map(typeToJson), want: wanted }, lines);
}

function printNamed({ name, type }: NamedType): string {
  return name === "" ? printType(type) : `${name}: ${printType(type)}`;
}

function namedToJson({ name, description, type }: NamedType): object {
  return { ...typeToJson(type), ...(name !== "" && { name }), ...(description !== "" && { description }) };
}

/** A reference into a value that has no keys: up to operand `position` it is of type `have`. */
export function unsupportedRef(source: SourceText, ref: RefTerm, names: LocalNames, position: number, have: Type): TypeFault {
  return unsupportedAt(placeOfRef(source, ref, names), ref, names, position, have);
}

/** A builtin that is mentioned, not called; OPA knows no place of one whose name has no dot. */
export function builtinAsValue(source: SourceText, ref: RefTerm, names: LocalNames, have: Type): TypeFault {
  return unsupportedAt(ref.terms.length === 1 ? undefined : { source, span: ref }, ref, names, ref.terms.length - 1, have);
}

function unsupportedAt(place: Place | undefined, ref: RefTerm, names: LocalNames, position: number, have: Type): TypeFault {
  const shown = displayRef(ref, names);
  const text = printRef(hideWildcards(shown));
  const prefix = printRef(hideWildcards({ ...shown, terms: shown.terms.slice(0, position + 1) }));
  const lines = [text, "^".repeat(prefix.length), `have: ${printType(have)}`];
  const details = withLines({ ref: refToJson(shown), pos: position, have: typeToJson(have) }, lines);
  const message = have.kind === "function" ? `function ${text} used as reference, not called` : `undefined ref: ${text}`;
  return { error: typeError(place, message, details), unknown: false, ref };
}

/** What a reference may have at the operand that is wrong. */
export interface Expected {
  /** The type of the operand; undefined for a constant. */
  readonly have: Type | undefined;
  readonly want: Type;
  /** The keys that there are, where they are known. */
  readonly oneOf: readonly Value[];
}

/** A reference whose operand `position` is no key of what stands before it. */
export function invalidRef(source: SourceText, ref: RefTerm, names: LocalNames, position: number, expected: Expected): TypeFault {
  const { have, want, oneOf } = expected;
  const shown = displayRef(ref, names);
  const plain = hideWildcards(shown);
  const text = printRef(plain);
  const operand = plain.terms[position];
  const padding = " ".repeat(printRef({ ...plain, terms: plain.terms.slice(0, position) }).length + 1);
  const lines = [
    text,
    `${padding}^`,
    `${padding}${have === undefined ? `have: ${operand === undefined ? "" : printTerm(operand)}` : `have (type): ${printType(have)}`}`,
    `${padding}${oneOf.length > 0 ? `want (one of): [${oneOf.map((value) => formatValue(value)).join(" ")}]` : `want (type): ${printType(want)}`}`,
  ];
  const json = {
    ref: refToJson(shown),
    pos: position,
    ...(have !== undefined && { have: typeToJson(have) }),
    want: typeToJson(want),
    oneOf: oneOf.length === 0 ? null : oneOf.map(toJson),
  };
  return { error: typeError(placeOfRef(source, ref, names), `undefined ref: ${text}`, withLines(json, lines)), unknown: false, ref };
}

function refToJson(ref: RefTerm): unknown {
  return ref.terms.map((term) => termToJson(term));
}

/** Without a place: an expression in a template string, of which OPA knows none. */
function typeError(place: Place | undefined, message: string, details: object): RegoError {
  const error: RegoError = { code: "rego_type_error", message, details };
  return place === undefined ? error : { ...error, location: place.source.locate(place.span.start) };
}
