/** Codecs: how plain data with a shape that is known becomes JSON, and is checked and read again. One description serves both ways. */

/** What is no compiled policy, or one of another version. */
export class CompiledPolicyError extends Error {
  override readonly name = "CompiledPolicyError";
}

/** `Writing` and `Reading` are what references to shared parts are looked up in. */
export interface Codec<Plain, Writing = never, Reading = never> {
  readonly write: (value: Plain, context: Writing) => unknown;
  /** Throws CompiledPolicyError. */
  readonly read: (json: unknown, context: Reading) => Plain;
}

/** A value that is the same in JSON. */
function plain<Plain>(expected: string, isRight: (json: unknown) => boolean): Codec<Plain, unknown, unknown> {
  return { write: (value) => value, read: (json) => (isRight(json) ? (json as Plain) : refuse(expected, json)) };
}

export function refuse(expected: string, json: unknown): never {
  const found = JSON.stringify(json) ?? "nothing";
  throw new CompiledPolicyError(`not a compiled policy, or a damaged one: ${expected} expected, ${found.slice(0, longestShown)} found`);
}

/** Characters of what is shown of a wrong part. */
const longestShown = 60;

export const text = plain<string>("a text", (json) => typeof json === "string");
export const flag = plain<boolean>("true or false", (json) => typeof json === "boolean");
/** A slot, a number of a group and the like. */
export const count = plain<number>("a number from 0 on", (json) => Number.isInteger(json) && (json as number) >= 0);

/** One of some texts. */
export function oneOf<Choice extends string>(...choices: readonly Choice[]): Codec<Choice, unknown, unknown> {
  return plain(choices.join(" or "), (json) => choices.includes(json as Choice));
}

/** A list of any length. */
export function list<Plain, Writing, Reading>(item: Codec<Plain, Writing, Reading>): Codec<readonly Plain[], Writing, Reading> {
  return {
    write: (items, context) => items.map((each) => item.write(each, context)),
    read: (json, context) => asList(json).map((each) => item.read(each, context)),
  };
}

function asList(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : refuse("a list", json);
}

export function pair<First, Second, Writing, Reading>(
  first: Codec<First, Writing, Reading>,
  second: Codec<Second, Writing, Reading>,
): Codec<readonly [First, Second], Writing, Reading> {
  return {
    write: ([one, other], context) => [first.write(one, context), second.write(other, context)],
    read: (json, context) => {
      const [one, other] = asList(json);
      return [first.read(one, context), second.read(other, context)];
    },
  };
}

/** Undefined is `null`: for what is never `null` in JSON itself. */
export function optional<Plain, Writing, Reading>(codec: Codec<Plain, Writing, Reading>): Codec<Plain | undefined, Writing, Reading> {
  return {
    write: (value, context) => (value === undefined ? null : codec.write(value, context)),
    read: (json, context) => (json === null || json === undefined ? undefined : codec.read(json, context)),
  };
}

/** A codec that is made later, for shapes that hold themselves. */
export function later<Plain, Writing, Reading>(codec: () => Codec<Plain, Writing, Reading>): Codec<Plain, Writing, Reading> {
  return { write: (value, context) => codec().write(value, context), read: (json, context) => codec().read(json, context) };
}

/** The codecs of the properties of an object, all of them. */
export type Fields<Plain, Writing, Reading> = { readonly [Name in keyof Plain]-?: Codec<Plain[Name], Writing, Reading> };

/** An object with known properties: a list of their values, in the order of the description. */
export function record<Plain extends object, Writing, Reading>(fields: Fields<Plain, Writing, Reading>): Codec<Plain, Writing, Reading> {
  return {
    write: (value, context) => writeFields(fields, value, context),
    read: (json, context) => readFields(fields, asList(json), 0, {}, context),
  };
}

/** For each kind the codecs of its properties. */
export type Shapes<Union extends { readonly kind: string }, Writing, Reading> = {
  readonly [Kind in Union["kind"]]: Fields<Omit<Extract<Union, { readonly kind: Kind }>, "kind">, Writing, Reading>;
};

/** One of several kinds of objects: a list of the kind and the values of its properties. */
export function union<Union extends { readonly kind: string }, Writing, Reading>(
  shapes: Shapes<Union, Writing, Reading>,
): Codec<Union, Writing, Reading> {
  const fieldsOf = (kind: string): Fields<Union, Writing, Reading> =>
    (Object.hasOwn(shapes, kind) ? shapes[kind as Union["kind"]] : refuse(Object.keys(shapes).join(" or "), kind)) as unknown as Fields<
      Union,
      Writing,
      Reading
    >;
  return {
    write: (value, context) => [value.kind, ...writeFields(fieldsOf(value.kind), value, context)],
    read: (json, context) => {
      const items = asList(json);
      const kind = String(items[0]);
      return readFields(fieldsOf(kind), items, 1, { kind }, context);
    },
  };
}

function writeFields<Plain, Writing, Reading>(fields: Fields<Plain, Writing, Reading>, value: Plain, context: Writing): unknown[] {
  const names = Object.keys(fields) as (keyof Plain)[];
  return names.map((name) => fields[name].write(value[name], context));
}

function readFields<Plain, Writing, Reading>(
  fields: Fields<Plain, Writing, Reading>,
  items: readonly unknown[],
  from: number,
  into: Record<string, unknown>,
  context: Reading,
): Plain {
  let at = from;
  for (const name of Object.keys(fields)) into[name] = fields[name as keyof Plain].read(items[at++], context);
  return into as Plain;
}
