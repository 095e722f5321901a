/** As many results of one kind are kept; the oldest makes room. */
const maximalEntries = 500;
/** Longer keys are not worth their memory. */
const maximalKeyLength = 10_000;

/**
 * Looks up what was made of a text before, or makes and keeps it. For compiled expressions and the like in a context's `engineCache`.
 *
 * @param group what is kept, in the words of the builtins that share it; all results of a group have one type
 */
export function remember<T>(caches: Map<string, unknown>, group: string, key: string, make: (text: string) => T): T {
  if (key.length > maximalKeyLength) return make(key);
  const cache = openGroup<T>(caches, group);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  if (cache.size >= maximalEntries) cache.delete(cache.keys().next().value ?? "");
  cache.set(key, made);
  return made;
}

function openGroup<T>(caches: Map<string, unknown>, group: string): Map<string, T> {
  const known = caches.get(group);
  if (known !== undefined) return known as Map<string, T>;
  const opened = new Map<string, T>();
  caches.set(group, opened);
  return opened;
}
