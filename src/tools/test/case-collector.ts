import type { Rule, Term } from "../../ast/nodes.ts";
import type { TraceEvent } from "../../eval/trace-event.ts";
import { constantOf } from "../../plan/constants.ts";
import { stringifyJson } from "../../values/json.ts";
import { isObject, isSet } from "../../values/kind.ts";
import { getProperty, sortedKeys } from "../../values/object.ts";
import { compareStrings } from "../../values/string-order.ts";
import type { Value } from "../../values/value.ts";
import type { CaseResult, CaseResults } from "./test-result.ts";

/** Follows a test and finds its cases: those that hold, and those that got a name and then failed. */
export class CaseCollector {
  private readonly rule: Rule;
  private readonly cases: readonly Term[];
  /** The queries that evaluate the test's rule. */
  private readonly queries = new Set<number>();
  private readonly found: { readonly path: readonly Value[]; readonly failure: TraceEvent | undefined }[] = [];

  constructor(rule: Rule, cases: readonly Term[]) {
    this.rule = rule;
    this.cases = cases;
  }

  restart(): void {
    this.queries.clear();
    this.found.length = 0;
  }

  trace(event: TraceEvent): void {
    const { locals, node, op, queryId } = event;
    if (op === "Enter" && node.kind === "rule" && node.rule.start === this.rule.start && node.rule.end === this.rule.end)
      this.queries.add(queryId);
    if (!this.queries.has(queryId) || op === "Redo" || op === "Enter") return;
    const path: Value[] = [];
    for (const term of this.cases) {
      const value = term.kind === "var" ? locals.get(term.name) : constantOf(term);
      if (value === undefined) return;
      path.push(value);
    }
    this.found.push({ path, failure: op === "Fail" ? event : undefined });
  }

  /** All cases by the value of the test: one holds if the value at its place is true. */
  results(value: Value | undefined): CaseResults | undefined {
    const root: CaseTree = new Map();
    const add = (path: readonly Value[], holds: boolean, failure?: TraceEvent): void => {
      let level = root;
      for (const [index, key] of path.entries()) {
        const name = caseName(key);
        const known = level.get(name);
        const entry = known ?? { holds: false, failure: undefined, cases: new Map() };
        if (known === undefined) level.set(name, entry);
        if (index === path.length - 1) {
          entry.holds ||= holds;
          entry.failure = failure ?? entry.failure;
        }
        level = entry.cases;
      }
    };
    for (const { failure, path } of this.found) add(path, false, failure);
    if (value !== undefined) addValues(value, [], this.cases.length, add);
    return finish(root);
  }
}

type CaseTree = Map<string, { holds: boolean; failure: TraceEvent | undefined; readonly cases: CaseTree }>;

function addValues(value: Value, path: readonly Value[], depth: number, add: (path: readonly Value[], holds: boolean) => void): void {
  if (path.length === depth) add(path, value === true);
  else if (isObject(value) && !isSet(value)) {
    for (const key of sortedKeys(value)) addValues(getProperty(value, key) as Value, [...path, key], depth, add);
  }
}

function caseName(key: Value): string {
  return typeof key === "string" ? key : stringifyJson(key);
}

/** Cases by name; one that has cases holds where all of them do. */
function finish(tree: CaseTree): CaseResults | undefined {
  if (tree.size === 0) return undefined;
  const entries = [...tree].sort(([left], [right]) => compareStrings(left, right));
  return new Map(
    entries.map(([name, { cases, failure, holds }]): [string, CaseResult] => {
      const inner = finish(cases);
      return [name, { status: (inner === undefined ? holds : allHold(inner)) ? "pass" : "fail", failure, cases: inner }];
    }),
  );
}

/** Do all cases hold? */
export function allHold(cases: CaseResults): boolean {
  return [...cases.values()].every(({ status }) => status === "pass");
}
