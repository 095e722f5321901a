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

/** Something made, and the steps that it took. */
interface Counted<T> {
  readonly made: T;
  readonly steps: number;
}

type Tick = (steps: number) => void;

/**
 * {@link remember} for what counts steps while it is made. Whoever finds it made counts the same steps: what earlier evaluations did must not
 * change how many this one takes.
 */
export function rememberCounted<T>(
  { engineCache, tick }: { readonly engineCache: Map<string, unknown>; readonly tick: Tick },
  group: string,
  key: string,
  make: (text: string, tick: Tick) => T,
): T {
  let isNew = false;
  const counted = remember<Counted<T>>(engineCache, group, key, (text) => {
    isNew = true;
    return count(tick, (counting) => make(text, counting));
  });
  if (!isNew) tick(counted.steps);
  return counted.made;
}

/** The same for what is made of an object, as long as that lives. */
export function rememberForObject<T>(cache: WeakMap<object, Counted<T>>, key: object, tick: Tick, make: (tick: Tick) => T): T {
  const known = cache.get(key);
  if (known !== undefined) {
    tick(known.steps);
    return known.made;
  }
  const counted = count(tick, make);
  cache.set(key, counted);
  return counted.made;
}

function count<T>(tick: Tick, make: (tick: Tick) => T): Counted<T> {
  let steps = 0;
  const made = make((more) => {
    steps += more;
    tick(more);
  });
  return { made, steps };
}

/** What {@link rememberForObject} keeps. */
export type CountedCache<T> = WeakMap<object, Counted<T>>;

function openGroup<T>(caches: Map<string, unknown>, group: string): Map<string, T> {
  const known = caches.get(group);
  if (known !== undefined) return known as Map<string, T>;
  const opened = new Map<string, T>();
  caches.set(group, opened);
  return opened;
}
