import { queryOf } from "../compile/entrypoints.ts";
import type { Engine } from "../engine.ts";
import type { PreparedQuery } from "../prepared-query.ts";
import type { Value } from "../values/value.ts";
import { copyJson, readJsonText, toPlainJson } from "./plain-json.ts";

/** One result of an entry point: the value of its document. */
export interface PolicyResult<Result> {
  readonly result: Result;
}

/** A policy, ready to be evaluated. Made by `loadPolicy`. */
export class LoadedPolicy {
  /** The numbers of the entry points by their paths, `authz/allow`. */
  readonly entrypoints: Readonly<Record<string, number>>;
  private readonly engine: Engine;
  private readonly paths: readonly string[];
  private readonly prepared = new Map<number, PreparedQuery>();

  /** @param paths those of the entry points, by number */
  constructor(engine: Engine, paths: readonly string[]) {
    this.engine = engine;
    this.paths = paths;
    this.entrypoints = Object.fromEntries(paths.map((path, number) => [path, number]));
    // What is wrong with the policy is to be said when it is loaded.
    for (const number of paths.keys()) this.prepare(number);
  }

  /**
   * The result set of an entry point, by its path or number (0 if it is left out): `[{ result }]`, or `[]` if it is undefined.
   *
   * `input` is what `JSON.stringify` makes of it, or JSON text in an ArrayBuffer; `undefined`, `null`, `false`, `0` and `""` mean that there is none.
   *
   * @throws RegoErrors; RangeError for an entry point that is not there; TypeError for an asynchronous builtin; what a custom builtin throws.
   */
  // biome-ignore lint/suspicious/noExplicitAny: programs that come from the other package expect any, and say more if they want to.
  evaluate<Result = any>(input?: unknown, entrypoint: number | string = 0): PolicyResult<Result>[] {
    const result = this.prepare(this.numberOf(entrypoint)).evaluateSync(readInput(input));
    return result === undefined ? [] : [{ result: result as Result }];
  }

  /** Takes a copy of the base documents, in place of all earlier ones: an object, or JSON text in an ArrayBuffer. Throws NotJsonError. */
  setData(data: unknown): void {
    this.engine.setData(copyJson(data, "data"));
    this.prepared.clear();
  }

  private numberOf(entrypoint: number | string): number {
    const number = typeof entrypoint === "string" ? this.paths.indexOf(entrypoint) : entrypoint;
    if (this.paths[number] === undefined) {
      throw new RangeError(`entrypoint ${JSON.stringify(entrypoint)} is not one of ${this.paths.join(", ")}`);
    }
    return number;
  }

  private prepare(number: number): PreparedQuery {
    let query = this.prepared.get(number);
    if (query === undefined) {
      query = this.engine.prepare(queryOf(this.paths[number] ?? ""));
      this.prepared.set(number, query);
    }
    return query;
  }
}

/** What is falsy is no input: so it is for policies in WebAssembly. */
function readInput(input: unknown): Value | undefined {
  if (!input) return undefined;
  return input instanceof ArrayBuffer ? readJsonText(input, "input") : toPlainJson(input, "input");
}
