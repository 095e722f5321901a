import { canonicalText } from "../ast/canonical-text.ts";
import type { ObjectEntry } from "../ast/nodes.ts";

/** The entries of an object, each key once: as in OPA, a later value takes the place of an earlier one under an equal key. */
export function uniqueEntries(entries: readonly ObjectEntry[]): readonly ObjectEntry[] {
  if (haveDistinctTexts(entries)) return entries;
  const byKey = new Map<string, ObjectEntry>();
  for (const { key, value } of entries) {
    const text = canonicalText(key);
    byKey.set(text, { key: byKey.get(text)?.key ?? key, value });
  }
  return byKey.size === entries.length ? entries : [...byKey.values()];
}

/** Whether all keys are different strings: so are those of nearly all objects, and it is seen at little cost. */
function haveDistinctTexts(entries: readonly ObjectEntry[]): boolean {
  if (entries.length < 2) return true;
  const texts = new Set<string>();
  for (const { key } of entries) {
    if (key.kind !== "string") return false;
    texts.add(key.value);
  }
  return texts.size === entries.length;
}
