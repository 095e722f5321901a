/** A part of a text and how it is painted. The parts of a text, one after the other, are the text. */
export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
}

export type TokenKind = "plain" | "comment" | "string" | "number" | "keyword" | "constant" | "document" | "function" | "key";

/** Splits a text into tokens; takes any text, right or wrong. */
export type Tokenizer = (text: string) => readonly Token[];

const keywords = new Set("package import default as if contains in every some not with else and or".split(" "));
const constants = new Set(["true", "false", "null"]);
const documents = new Set(["input", "data"]);

/** Comment, raw string, string, number, word, or a run of anything else; strings that are not closed end with their line. */
const regoPattern =
  /(?<comment>#[^\n]*)|(?<raw>\$?`[^`]*`?)|(?<template>\$")|(?<string>"(?:[^"\\\n]|\\.)*"?)|(?<number>\d[\d.]*(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_]\w*)|[^#`"$\w]+|[\s\S]/y;

/** Rego. Expressions in template strings are painted as what they are. */
export function tokenizeRego(text: string): readonly Token[] {
  const tokens: Token[] = [];
  /** The braces that are open in each template expression around the place. */
  const depths: number[] = [];
  let at = 0;
  const take = (end: number, kind: TokenKind): void => {
    if (end > at) tokens.push({ text: text.slice(at, end), kind });
    at = end;
  };
  const takeTemplate = (): void => {
    templatePart.lastIndex = at;
    const part = templatePart.exec(text)?.[0] ?? "";
    take(at + part.length, "string");
    if (part.endsWith("{") && !part.endsWith("\\{")) depths.push(0);
  };
  while (at < text.length) {
    regoPattern.lastIndex = at;
    const found = regoPattern.exec(text);
    const whole = found?.[0] ?? "";
    const groups = found?.groups ?? {};
    const depth = depths.at(-1);
    if (depth !== undefined && groups["word"] === undefined) {
      const brace = whole.search(/[{}]/);
      const isCode = Object.values(groups).every((group) => group === undefined);
      if (isCode && brace >= 0) {
        if (whole[brace] === "}" && depth === 0) {
          take(at + brace, "plain");
          depths.pop();
          takeTemplate();
        } else {
          depths[depths.length - 1] = depth + (whole[brace] === "{" ? 1 : -1);
          take(at + brace + 1, "plain");
        }
        continue;
      }
    }
    if (groups["template"] === undefined) take(at + whole.length, kindOf(groups, text, at + whole.length));
    else {
      take(at + 1, "string");
      takeTemplate();
    }
  }
  return tokens;
}

/** From the quote or the brace that closes an expression to the next expression or the end of the string. */
const templatePart = /["}](?:[^"\\\n{]|\\.)*["{]?/y;

function kindOf(groups: Readonly<Record<string, string | undefined>>, text: string, end: number): TokenKind {
  const { comment, number, raw, string, word } = groups;
  if (comment !== undefined) return "comment";
  if (string !== undefined || raw !== undefined) return "string";
  if (number !== undefined) return "number";
  if (word === undefined) return "plain";
  if (keywords.has(word)) return "keyword";
  if (constants.has(word)) return "constant";
  if (documents.has(word)) return "document";
  return /^[\w.]*\(/.test(text.slice(end, end + 60)) ? "function" : "plain";
}

const jsonPattern = /"(?:[^"\\\n]|\\.)*"?|-?\d[\d.]*(?:[eE][+-]?\d+)?|[A-Za-z]+|[^"\w-]+|[\s\S]/y;

/** JSON: keys are told from other strings by the colon behind them. */
export function tokenizeJson(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (jsonPattern.lastIndex = 0; jsonPattern.lastIndex < text.length; ) {
    const [part = ""] = jsonPattern.exec(text) ?? [];
    tokens.push({ text: part, kind: jsonKind(part, text, jsonPattern.lastIndex) });
  }
  return tokens;
}

function jsonKind(part: string, text: string, end: number): TokenKind {
  if (part.startsWith('"')) return /^\s*:/.test(text.slice(end, end + 20)) ? "key" : "string";
  if (/^-?\d/.test(part)) return "number";
  return constants.has(part) ? "constant" : "plain";
}

/** The tokens of each line, without line ends. */
export function splitLines(tokens: readonly Token[]): readonly (readonly Token[])[] {
  let line: Token[] = [];
  const lines = [line];
  for (const { kind, text } of tokens) {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) {
        line = [];
        lines.push(line);
      }
      if (part !== "") line.push({ text: part, kind });
    }
  }
  return lines;
}
