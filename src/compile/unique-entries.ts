import { canonicalText } from "../ast/canonical-text.ts";
import type { ObjectEntry } from "../ast/nodes.ts";

/** The entries of an object, each key once: as in OPA, a later value takes the place of an earlier one under an equal key. */
export function uniqueEntries(entries: readonly ObjectEntry[]): readonly ObjectEntry[] {
  const byKey = new Map<string, ObjectEntry>();
  for (const { key, value } of entries) {
    const text = canonicalText(key);
    byKey.set(text, { key: byKey.get(text)?.key ?? key, value });
  }
  return byKey.size === entries.length ? entries : [...byKey.values()];
}
