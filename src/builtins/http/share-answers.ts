import { CompositeTable } from "../../values/composite-table.ts";
import type { Value } from "../../values/value.ts";
import type { BuiltinContext } from "../context.ts";

/** Answers of one query by key: the keys stand in the table, the answers at the same numbers. */
interface Answers {
  readonly keys: CompositeTable;
  readonly answers: Promise<Value>[];
}

/** The answer for a key, made once in a query, also while it is under way. */
export function shareAnswer({ queryCache }: BuiltinContext, key: Value, make: () => Promise<Value>): Promise<Value> {
  const known = queryCache.get(cacheName) as Answers | undefined;
  const { keys, answers } = known ?? { keys: new CompositeTable(), answers: [] };
  if (known === undefined) queryCache.set(cacheName, { keys, answers } satisfies Answers);
  const found = answers[keys.find(key)];
  if (found !== undefined) return found;
  const answer = make();
  answers[keys.append(key)] = answer;
  return answer;
}

const cacheName = "http.send";
