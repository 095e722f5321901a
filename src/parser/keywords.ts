import { Code } from "./tokens.ts";

/** Words that are keywords in every version. */
const RESERVED: ReadonlyMap<string, string> = new Map([
  ["package", Code.package],
  ["import", Code.import],
  ["as", Code.as],
  ["default", Code.default],
  ["else", Code.else],
  ["with", Code.with],
  ["some", Code.some],
  ["not", Code.not],
  ["true", Code.true],
  ["false", Code.false],
  ["null", Code.null],
]);

/** Words that become keywords by `import future.keywords.NAME`. */
const FUTURE: ReadonlyMap<string, string> = new Map([
  ["and", Code.and],
  ["contains", Code.contains],
  ["every", Code.every],
  ["if", Code.if],
  ["in", Code.in],
  ["not", Code.bodyNot],
  ["or", Code.or],
]);

/** The future keywords that Rego v1 has by itself. */
const V1: readonly string[] = ["contains", "every", "if", "in"];

/** The names that `import future.keywords.NAME` accepts, sorted as OPA prints them. */
export const FUTURE_KEYWORDS: readonly string[] = [...FUTURE.keys()];

/** The keywords that hold at a place of a text: imports add to them while it is scanned. */
export class Keywords {
  private readonly codes: Map<string, string>;
  /** Whether `and` or `or` is a keyword, so that parentheses may group expressions. */
  logical = false;

  constructor(regoVersion: 0 | 1) {
    this.codes = new Map(RESERVED);
    if (regoVersion === 1) this.enableV1();
  }

  /** The token code of a word: of a keyword that holds, or an identifier. */
  codeOf(word: string): string {
    return this.codes.get(word) ?? Code.identifier;
  }

  /** Enables what the import of a path does. */
  enableImport(path: readonly string[]): void {
    if (path[0] === "rego" && path[1] === "v1" && path.length === 2) this.enableV1();
    if (path[0] === "future" && path[1] === "keywords") this.enableFuture(path[2]);
  }

  /** `import future.keywords.NAME`, or all of them by `import future.keywords`. Unknown names change nothing. */
  enableFuture(name: string | undefined): void {
    for (const [word, code] of FUTURE) {
      if (name === undefined || name === word || (name === "every" && word === "in")) this.codes.set(word, code);
    }
    this.logical ||= name === undefined || name === "and" || name === "or";
  }

  /** `import rego.v1`. */
  enableV1(): void {
    for (const word of V1) this.enableFuture(word);
  }
}
