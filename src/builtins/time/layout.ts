/** One verb of a Go layout. The text is what the layout has in its place. */
export type LayoutVerb =
  | { readonly kind: SimpleVerb; readonly text: string }
  | { readonly kind: "fraction"; readonly text: string; readonly digits: number; readonly trim: boolean }
  | OffsetVerb;

/** A numeric zone: `-0700`, `Z07:00`. */
export interface OffsetVerb {
  readonly kind: "offset";
  readonly text: string;
  /** UTC is `Z`. */
  readonly zulu: boolean;
  readonly colon: boolean;
  readonly fields: "hours" | "minutes" | "seconds";
}

type SimpleVerb = (typeof simpleVerbs)[number][1];

/** What stands before a verb, the verb, and the rest. Without a verb the prefix is the whole layout. */
export interface LayoutChunk {
  readonly prefix: string;
  readonly verb: LayoutVerb | undefined;
  readonly suffix: string;
}

/** A layout that has been read. */
export interface Layout {
  readonly text: string;
  /** The last one has no verb. */
  readonly chunks: readonly LayoutChunk[];
}

/** Reads a layout. */
export function readLayout(text: string): Layout {
  const chunks: LayoutChunk[] = [];
  for (let rest = text; ; ) {
    const chunk = nextChunk(rest);
    chunks.push(chunk);
    if (chunk.verb === undefined) return { text, chunks };
    rest = chunk.suffix;
  }
}

/** Layouts with a name. Go has more, which OPA does not know by name. */
export const namedLayouts: ReadonlyMap<string, string> = new Map([
  ["ANSIC", "Mon Jan _2 15:04:05 2006"],
  ["UnixDate", "Mon Jan _2 15:04:05 MST 2006"],
  ["RubyDate", "Mon Jan 02 15:04:05 -0700 2006"],
  ["RFC822", "02 Jan 06 15:04 MST"],
  ["RFC822Z", "02 Jan 06 15:04 -0700"],
  ["RFC850", "Monday, 02-Jan-06 15:04:05 MST"],
  ["RFC1123", "Mon, 02 Jan 2006 15:04:05 MST"],
  ["RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700"],
  ["RFC3339", "2006-01-02T15:04:05Z07:00"],
  ["RFC3339Nano", "2006-01-02T15:04:05.999999999Z07:00"],
]);

/** Of the verbs that start alike the longer ones come first. */
const simpleVerbs = [
  ["January", "longMonth"],
  ["Jan", "month"],
  ["Monday", "longWeekday"],
  ["Mon", "weekday"],
  ["MST", "zoneName"],
  ["002", "zeroYearDay"],
  ["01", "zeroMonth"],
  ["02", "zeroDay"],
  ["03", "zeroHour12"],
  ["04", "zeroMinute"],
  ["05", "zeroSecond"],
  ["06", "year"],
  ["15", "hour"],
  ["1", "numericMonth"],
  ["2006", "longYear"],
  ["2", "day"],
  ["__2", "underYearDay"],
  ["_2", "underDay"],
  ["3", "hour12"],
  ["4", "minute"],
  ["5", "second"],
  ["PM", "upperHalf"],
  ["pm", "lowerHalf"],
] as const;

const offsetVerbs: readonly OffsetVerb[] = ["-", "Z"].flatMap((first): OffsetVerb[] => {
  const shared = { kind: "offset", zulu: first === "Z" } as const;
  return [
    { ...shared, text: `${first}070000`, colon: false, fields: "seconds" },
    { ...shared, text: `${first}07:00:00`, colon: true, fields: "seconds" },
    { ...shared, text: `${first}0700`, colon: false, fields: "minutes" },
    { ...shared, text: `${first}07:00`, colon: true, fields: "minutes" },
    { ...shared, text: `${first}07`, colon: false, fields: "hours" },
  ];
});

const fraction = /[.,](?:0+|9+)(?![0-9])/y;
const firstCharacters = /[JM0-5_Pp\-Z.,]/g;

/** Divides a layout at its first verb. */
export function nextChunk(layout: string): LayoutChunk {
  firstCharacters.lastIndex = 0;
  for (let match = firstCharacters.exec(layout); match !== null; match = firstCharacters.exec(layout)) {
    const at = match.index;
    // In `_2006` the underscore is itself.
    const start = layout.startsWith("_2006", at) ? at + 1 : at;
    const verb = readVerb(layout, start);
    if (verb !== undefined) return { prefix: layout.slice(0, start), verb, suffix: layout.slice(start + verb.text.length) };
  }
  return { prefix: layout, verb: undefined, suffix: "" };
}

function readVerb(layout: string, at: number): LayoutVerb | undefined {
  const offset = offsetVerbs.find(({ text }) => layout.startsWith(text, at));
  if (offset !== undefined) return offset;
  for (const [text, kind] of simpleVerbs) {
    // `Janu` and `Mond` are no verbs.
    if (layout.startsWith(text, at) && !((kind === "month" || kind === "weekday") && /[a-z]/.test(layout.charAt(at + 3)))) {
      return { kind, text };
    }
  }
  fraction.lastIndex = at;
  const text = fraction.exec(layout)?.[0];
  return text === undefined ? undefined : { kind: "fraction", text, digits: text.length - 1, trim: text.endsWith("9") };
}
