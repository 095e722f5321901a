/** A generated text that still knows its parts, so that a shrinker can take some out or put simpler ones in their place. */
export type Fragment = string | Sequence | List | Term;

/** Parts one after the other, all of them needed. */
export interface Sequence {
  readonly kind: "sequence";
  readonly parts: readonly Fragment[];
}

/** Parts that can be left out. */
export interface List {
  readonly kind: "list";
  readonly items: readonly Fragment[];
  readonly separator: string;
}

/** A part that may be replaced by another term, such as one inside it. */
export interface Term {
  readonly kind: "term";
  readonly content: Fragment;
}

/** Builds a sequence from a template: `` text`${head} if ${body}` ``. */
export function text(strings: TemplateStringsArray, ...parts: readonly Fragment[]): Sequence {
  const all = strings.flatMap((string, index): Fragment[] => [string, ...(index < parts.length ? [parts[index] as Fragment] : [])]);
  return { kind: "sequence", parts: all.filter((part) => part !== "") };
}

export function list(items: readonly Fragment[], separator: string): List {
  return { kind: "list", items, separator };
}

export function term(content: Fragment): Term {
  return { kind: "term", content };
}

/** The text of a fragment. */
export function render(fragment: Fragment): string {
  if (typeof fragment === "string") return fragment;
  switch (fragment.kind) {
    case "sequence":
      return fragment.parts.map(render).join("");
    case "list":
      return fragment.items.map(render).join(fragment.separator);
    case "term":
      return render(fragment.content);
  }
}

/** What any term may be tried to be replaced by. */
const simplest = ["1", '"a"', "true", "[]", "{}"];

/** All fragments that are one step simpler, those that leave out most first. */
export function* simplify(fragment: Fragment): Generator<Fragment> {
  if (typeof fragment === "string") return;
  switch (fragment.kind) {
    case "sequence":
      for (const [index, part] of fragment.parts.entries()) {
        for (const simpler of simplify(part)) yield { ...fragment, parts: fragment.parts.with(index, simpler) };
      }
      return;
    case "list":
      yield* leaveOut(fragment);
      for (const [index, item] of fragment.items.entries()) {
        for (const simpler of simplify(item)) yield { ...fragment, items: fragment.items.with(index, simpler) };
      }
      return;
    case "term":
      yield* replace(fragment);
      for (const simpler of simplify(fragment.content)) yield { ...fragment, content: simpler };
  }
}

/** Without half of the items, a quarter of them, down to one. */
function* leaveOut(whole: List): Generator<List> {
  const { items } = whole;
  for (let size = items.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < items.length; from += size) {
      yield { ...whole, items: [...items.slice(0, from), ...items.slice(from + size)] };
    }
  }
}

function* replace(whole: Term): Generator<Fragment> {
  const current = render(whole);
  if (simplest.includes(current)) return;
  yield* simplest.map((simpler) => term(simpler));
  yield* innerTerms(whole.content);
}

/** The terms directly inside. */
function innerTerms(fragment: Fragment): readonly Term[] {
  if (typeof fragment === "string") return [];
  switch (fragment.kind) {
    case "sequence":
      return fragment.parts.flatMap(innerTerms);
    case "list":
      return fragment.items.flatMap(innerTerms);
    case "term":
      return [fragment];
  }
}
