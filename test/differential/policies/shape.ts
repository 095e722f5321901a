/** What a generated term is expected to be when it is evaluated. Evaluation may disappoint it: then the term is often undefined. */
export type Shape = (
  | { readonly kind: "number" | "string" | "boolean" | "any" }
  | { readonly kind: "array" | "set"; readonly of: Shape }
  /** An object with keys from a pool, all with values of one shape. */
  | { readonly kind: "object"; readonly of: Shape; readonly key: Shape }
  /** An object with these fields. */
  | { readonly kind: "record"; readonly fields: Readonly<Record<string, Shape>> }
) & {
  /** OPA's type checker knows the type, and rejects what cannot be: the term is written in the policy, not read from documents. */
  readonly typed?: true;
};

export type Kind = Shape["kind"];

export const numberShape: Shape = { kind: "number" };
export const stringShape: Shape = { kind: "string" };
export const booleanShape: Shape = { kind: "boolean" };
export const anyShape: Shape = { kind: "any" };

export function arrayOf(of: Shape): Shape {
  return { kind: "array", of };
}

export function setOf(of: Shape): Shape {
  return { kind: "set", of };
}

export function objectOf(of: Shape, key: Shape = stringShape): Shape {
  return { kind: "object", of, key };
}

export function record(fields: Readonly<Record<string, Shape>>): Shape {
  return { kind: "record", fields };
}

/** The shape as the type checker sees it in a term of the policy. */
export function typed(shape: Shape): Shape {
  return { ...shape, typed: true };
}

/** The shape of a term that may be either. */
export function join(shapes: readonly Shape[]): Shape {
  const [first = anyShape, ...others] = shapes;
  const shape = others.every(({ kind }) => kind === first.kind && kind !== "record") || others.length === 0 ? first : anyShape;
  return shapes.some((each) => each.typed) ? typed(shape) : shape;
}

/** Whether a term of this shape will do where that kind is asked for. */
export function fits(shape: Shape, wanted: Kind): boolean {
  if (wanted === "any" || (shape.kind === "any" && !shape.typed)) return true;
  if (wanted === "object" || wanted === "record") return shape.kind === "object" || shape.kind === "record";
  return shape.kind === wanted;
}

/** Whether it has elements for certain. */
export function isCollection({ kind }: Shape): boolean {
  return kind === "array" || kind === "set" || kind === "object" || kind === "record";
}

/** The shape of elements, or undefined if there are none. */
export function elementOf(shape: Shape): Shape | undefined {
  switch (shape.kind) {
    case "array":
    case "set":
    case "object":
      return shape.of;
    case "record":
      return shape.typed ? typed(join(Object.values(shape.fields))) : join(Object.values(shape.fields));
    case "any":
      return anyShape;
    default:
      return undefined;
  }
}

/** The shape of what a `some key, value in` gives as key. */
export function keyOf(shape: Shape): Shape {
  switch (shape.kind) {
    case "array":
      return numberShape;
    case "set":
      return shape.of;
    case "object":
      return shape.key;
    case "record":
      return stringShape;
    default:
      return anyShape;
  }
}
