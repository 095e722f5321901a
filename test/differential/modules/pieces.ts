/** Pieces of a module's text, roughly as a parser sees them; the blanks between them are pieces too, so that all pieces joined are the text. */
export interface Piece {
  readonly kind: "word" | "string" | "number" | "symbol" | "blank" | "comment";
  readonly text: string;
}

const patterns: readonly (readonly [Piece["kind"], RegExp])[] = [
  ["blank", /[ \t\r\n]+/y],
  ["comment", /#[^\n]*/y],
  ["string", /\$?"(?:[^"\\\n]|\\.)*"|\$?`[^`]*`/y],
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ["word", /[A-Za-z_][A-Za-z0-9_]*/y],
  ["symbol", /:=|==|!=|<=|>=|./sy],
];

export function splitPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    const piece = matchPiece(text, at);
    pieces.push(piece);
    at += piece.text.length;
  }
  return pieces;
}

function matchPiece(text: string, at: number): Piece {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { kind, text: found };
  }
  throw new Error(`no piece at ${at}`);
}

export function joinPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}
