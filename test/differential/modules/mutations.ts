import { allBuiltins } from "../../../src/builtins/all-builtins.ts";
import type { Random } from "../policies/random.ts";
import type { Piece } from "./pieces.ts";

/** Changes one thing of a text; undefined where the text has nothing of the sort. */
export type Mutation = (pieces: readonly Piece[], random: Random) => readonly Piece[] | undefined;

const keywords = ["some", "every", "in", "if", "contains", "not", "with", "as", "else", "default", "import", "package", "null", "true"];
const operators = [":=", "=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "&", "|", "in"];
const brackets = ["(", ")", "[", "]", "{", "}"];
const literals = ["1", '"text"', "true", "null", "[]", "{}", "set()", "[1, 2]", '{"a": 1}', "{1, 2}", "2.5", "[x | x := 1]", "_"];
const strange = [
  "@",
  "?",
  ";",
  ",",
  ":",
  ".",
  "\\",
  '"',
  "`",
  "'",
  "~",
  "$",
  "é",
  "#",
  "\n",
  "0x1",
  "07",
  "1e",
  '"\\q"',
  "{{",
  "and",
  "or",
];
const annotations = [
  "scope: rule",
  "scope: package",
  "scope: document",
  "scope: subpackages",
  "scope: nowhere",
  "entrypoint: true",
  "entrypoint: 1",
];
const builtinNames = allBuiltins.map(({ name }) => name).filter((name) => /^[a-z_.0-9]+$/.test(name) && !/internal|print/.test(name));

/** All mutations with their weights. */
export const mutations: readonly (readonly [weight: number, mutation: Mutation])[] = [
  [2, dropPiece],
  [1, doublePiece],
  [1, swapNeighbours],
  [1, swapAny],
  [1, insertStrange],
  [1, breakString],
  [2, changeWith(isOf("word"), (random, piece, pieces) => otherWord(random, piece, pieces))],
  [2, changeWith(isName, (random, { text }) => random.pick([`${text}x`, "unknown", "input", "data", text.toUpperCase()]))],
  [3, changeWith(isOf("string", "number"), (random) => random.pick(literals))],
  [3, changeWith(isName, (random) => random.pick(literals))],
  [2, changeWith(isOperator, (random) => random.pick(operators))],
  [1, changeWith(isBracket, (random) => random.pick(brackets))],
  [1.5, changeWith(isKeyword, (random) => random.pick(["", ...keywords]))],
  [2, changeWith(isName, (random) => random.pick(builtinNames))],
  [1.5, dropArgument],
  [1, addArgument],
  [1, dropLine],
  [1, doubleLine],
  [0.7, changeWith(isOf("blank"), (random) => random.pick(["\n", " ", "", "; "]))],
  [0.7, changeAnnotation],
];

/** Changes one piece that fits. */
function changeWith(fits: (piece: Piece) => boolean, change: (random: Random, piece: Piece, pieces: readonly Piece[]) => string): Mutation {
  return (pieces, random) => {
    const places = [...pieces.keys()].filter((at) => fits(pieces[at] as Piece));
    if (places.length === 0) return undefined;
    const at = random.pick(places);
    return pieces.with(at, { kind: "word", text: change(random, pieces[at] as Piece, pieces) });
  };
}

function isOf(...kinds: readonly Piece["kind"][]): (piece: Piece) => boolean {
  return ({ kind }) => kinds.includes(kind);
}

function isKeyword({ kind, text }: Piece): boolean {
  return kind === "word" && keywords.includes(text);
}

function isName(piece: Piece): boolean {
  return piece.kind === "word" && !isKeyword(piece);
}

function isOperator({ text }: Piece): boolean {
  return operators.includes(text);
}

function isBracket({ text }: Piece): boolean {
  return brackets.includes(text);
}

function isSolid({ kind }: Piece): boolean {
  return kind !== "blank" && kind !== "comment";
}

function otherWord(random: Random, { text }: Piece, pieces: readonly Piece[]): string {
  const words = [...new Set(pieces.filter((piece) => piece.kind === "word").map((piece) => piece.text))];
  return random.pick(words.filter((word) => word !== text).concat("other"));
}

function solidPlaces(pieces: readonly Piece[]): readonly number[] {
  return [...pieces.keys()].filter((at) => isSolid(pieces[at] as Piece));
}

function dropPiece(pieces: readonly Piece[], random: Random): readonly Piece[] {
  return pieces.toSpliced(random.pick(solidPlaces(pieces)), 1);
}

function doublePiece(pieces: readonly Piece[], random: Random): readonly Piece[] {
  const at = random.pick(solidPlaces(pieces));
  return pieces.toSpliced(at, 0, pieces[at] as Piece, { kind: "blank", text: " " });
}

function swapNeighbours(pieces: readonly Piece[], random: Random): readonly Piece[] | undefined {
  const places = solidPlaces(pieces);
  if (places.length < 2) return undefined;
  const at = random.below(places.length - 1);
  return swap(pieces, places[at] ?? 0, places[at + 1] ?? 0);
}

function swapAny(pieces: readonly Piece[], random: Random): readonly Piece[] {
  const places = solidPlaces(pieces);
  return swap(pieces, random.pick(places), random.pick(places));
}

function swap(pieces: readonly Piece[], left: number, right: number): readonly Piece[] {
  return pieces.with(left, pieces[right] as Piece).with(right, pieces[left] as Piece);
}

function insertStrange(pieces: readonly Piece[], random: Random): readonly Piece[] {
  return pieces.toSpliced(random.pick(solidPlaces(pieces)), 0, { kind: "symbol", text: random.pick(strange) });
}

/** Takes one character out of a string, such as its quote. */
function breakString(pieces: readonly Piece[], random: Random): readonly Piece[] | undefined {
  const places = [...pieces.keys()].filter((at) => pieces[at]?.kind === "string");
  if (places.length === 0) return undefined;
  const at = random.pick(places);
  const { text } = pieces[at] as Piece;
  const cut = random.pick([0, text.length - 1, random.below(text.length)]);
  return pieces.with(at, { kind: "string", text: text.slice(0, cut) + text.slice(cut + 1) });
}

/** Takes out a comma and the piece after it. */
function dropArgument(pieces: readonly Piece[], random: Random): readonly Piece[] | undefined {
  const commas = [...pieces.keys()].filter((at) => pieces[at]?.text === ",");
  if (commas.length === 0) return undefined;
  const at = random.pick(commas);
  return pieces.toSpliced(at, pieces[at + 1]?.kind === "blank" ? 3 : 2);
}

function addArgument(pieces: readonly Piece[], random: Random): readonly Piece[] | undefined {
  const closing = [...pieces.keys()].filter((at) => pieces[at]?.text === ")");
  if (closing.length === 0) return undefined;
  return pieces.toSpliced(random.pick(closing), 0, { kind: "word", text: `, ${random.pick(literals)}` });
}

function dropLine(pieces: readonly Piece[], random: Random): readonly Piece[] {
  const lines = splitLines(pieces);
  return asPieces(lines.toSpliced(random.below(lines.length), 1));
}

function doubleLine(pieces: readonly Piece[], random: Random): readonly Piece[] {
  const lines = splitLines(pieces);
  const at = random.below(lines.length);
  return asPieces(lines.toSpliced(at, 0, lines[at] ?? ""));
}

function splitLines(pieces: readonly Piece[]): readonly string[] {
  return pieces
    .map(({ text }) => text)
    .join("")
    .split("\n");
}

function asPieces(lines: readonly string[]): readonly Piece[] {
  return [{ kind: "blank", text: lines.join("\n") }];
}

function changeAnnotation(pieces: readonly Piece[], random: Random): readonly Piece[] | undefined {
  const places = [...pieces.keys()].filter((at) => pieces[at]?.text.trim() === "# METADATA");
  if (places.length === 0) return undefined;
  const added = { kind: "comment", text: `\n# ${random.pick(annotations)}` } as const;
  return pieces.toSpliced(random.pick(places) + 1, 0, added);
}
