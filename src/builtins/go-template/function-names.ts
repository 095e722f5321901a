/** The functions of a template: Go's predefined ones. */
export type FunctionName =
  | "and"
  | "call"
  | "eq"
  | "ge"
  | "gt"
  | "html"
  | "index"
  | "js"
  | "le"
  | "len"
  | "lt"
  | "ne"
  | "not"
  | "or"
  | "print"
  | "printf"
  | "println"
  | "slice"
  | "urlquery";

const names: readonly FunctionName[] = [
  "and",
  "call",
  "eq",
  "ge",
  "gt",
  "html",
  "index",
  "js",
  "le",
  "len",
  "lt",
  "ne",
  "not",
  "or",
  "print",
  "printf",
  "println",
  "slice",
  "urlquery",
];

/** Their names, for the parser, which refuses others. */
export const functionNames: ReadonlySet<string> = new Set(names);
