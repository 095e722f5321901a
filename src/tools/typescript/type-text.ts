/** Pieces of TypeScript types, as text. */

/** A member of an object type. */
export interface Member {
  readonly key: string;
  readonly text: string;
  readonly optional: boolean;
}

/** What an object type says of the keys that it does not list; undefined: nothing. */
export type OtherMembers = string | undefined;

/** An object type on several lines, its members in order of their keys. Without any: an object of which nothing is known. */
export function printObject(members: readonly Member[], others: OtherMembers): string {
  if (members.length === 0) return `{ readonly [key: string]: ${others ?? "unknown"} }`;
  const lines = members.map(({ key, text, optional }) => `readonly ${printKey(key)}${optional ? "?" : ""}: ${text};`);
  if (others !== undefined) {
    // TypeScript wants the listed members to be among the others.
    const texts = [others, ...members.map(({ text }) => text), ...(members.some(({ optional }) => optional) ? ["undefined"] : [])];
    lines.push(`readonly [key: string]: ${uniteTexts(texts)};`);
  }
  return `{\n${lines.map((line) => `${indent(line)}\n`).join("")}}`;
}

/** `A | B`, each once; unknown swallows all others, and of none there is nothing. */
export function uniteTexts(texts: readonly string[]): string {
  const all = [...new Set(texts)].filter((text) => text !== "never");
  if (all.includes("unknown")) return "unknown";
  const hasBoth = all.includes("true") && all.includes("false");
  const merged =
    all.includes("boolean") || hasBoth ? ["boolean", ...all.filter((text) => !["boolean", "true", "false"].includes(text))] : all;
  return merged.length === 0 ? "never" : merged.join(" | ");
}

/** `A & B`, each once; unknown adds nothing. */
export function intersectTexts(texts: readonly string[]): string {
  const all = [...new Set(texts)].filter((text) => text !== "unknown");
  return all.length === 0 ? "unknown" : all.map((text) => (all.length > 1 ? enclose(text) : text)).join(" & ");
}

export function printArray(element: string): string {
  return `readonly ${enclose(element)}[]`;
}

/** An array whose first elements are known one by one. */
export function printTuple(items: readonly string[], rest: string | undefined, required = items.length): string {
  const first = items.map((text, index) => (index < required ? text : `${enclose(text)}?`));
  return `readonly [${[...first, ...(rest === undefined ? [] : [`...${enclose(rest)}[]`])].join(", ")}]`;
}

/** Puts a type that consists of several in parentheses; too many do no harm. */
function enclose(text: string): string {
  return /^[\w.]+$/.test(text) || /^\{[^|&]*\}$/.test(text) ? text : `(${text})`;
}

/** A JSON text of a scalar as a type; what is a composite is of no more precise type. */
export function printLiteral(json: string): string {
  return /^[[{]/.test(json) ? "unknown" : escapeLineEnds(json);
}

function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : escapeLineEnds(JSON.stringify(key));
}

/** JSON has two characters as they are that end a line for editors, and for regular expressions. */
function escapeLineEnds(json: string): string {
  return json.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
