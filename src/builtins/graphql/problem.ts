/** A place in a GraphQL text, counted from 1. Parts that come from AST objects have none. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text that is no GraphQL, in the words of gqlparser. */
export class GraphqlProblem extends Error {
  override readonly name = "GraphqlProblem";
  readonly position: Position | undefined;

  constructor(message: string, position: Position | undefined) {
    super(message);
    this.position = position;
  }
}
