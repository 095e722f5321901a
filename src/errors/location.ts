/** A place in a source text as OPA reports it: file name, 1-based row, 1-based column (in code points, as OPA counts). */
export interface Location {
  readonly file: string;
  readonly row: number;
  readonly col: number;
}
