import type { Value } from "../values/value.ts";
import type { QueryState } from "./query-state.ts";

/** What a replaced function does in a layer. */
export type Mock =
  | { readonly kind: "call"; readonly call: Callee }
  | { readonly kind: "rule"; readonly value: (layer: Layer) => Value | undefined }
  | { readonly kind: "value"; readonly value: Value | undefined };

/** A function or builtin, called with its arguments worked out. */
export type Callee = (layer: Layer, args: readonly Value[]) => Value | undefined;

/** A cache that keeps nothing. */
const forgetful: unknown[] = new Proxy([], { set: () => true });

/**
 * The documents and caches that an expression is evaluated against. The first layer is the query's own; each `with` makes one above it.
 * Rules that do not depend on what a layer replaced are evaluated, and cached, in the layer below.
 */
export class Layer {
  readonly query: QueryState;
  readonly input: Value | undefined;
  readonly data: Value;
  readonly mocks: ReadonlyMap<string, Mock> | undefined;
  /** Paths below `data` whose rules are replaced by base documents. */
  readonly shadows: readonly (readonly string[])[] | undefined;
  readonly below: Layer | undefined;
  /** By group number: does the group depend on what this layer replaced? Absent in the first layer. */
  readonly affected: Uint8Array | undefined;
  /** Nothing is replaced: rules are what they are, and cached here. */
  readonly plain: boolean;
  /** By the cache slots that evaluators of groups have taken; each knows what it keeps there. */
  readonly cache: unknown[];
  private withoutMocks: Layer | undefined;
  private withoutMock: Map<string, Layer> | undefined;

  constructor(query: QueryState, input: Value | undefined, data: Value, replaced?: Replaced) {
    this.query = query;
    this.input = input;
    this.data = data;
    this.mocks = replaced?.mocks;
    this.shadows = replaced?.shadows;
    this.below = replaced?.below;
    this.affected = replaced?.affected;
    this.cache = query.settings.remembers ? [] : forgetful;
    this.plain = this.affected === undefined && this.shadows === undefined;
  }

  /** The layer whose cache a group belongs to. */
  ownerOf(group: number): Layer {
    let layer: Layer = this;
    while (layer.affected !== undefined && layer.affected[group] === 0 && layer.below !== undefined) layer = layer.below;
    return layer;
  }

  /** The layer in which a replacement function's own body runs: it calls the originals. */
  unmocked(): Layer {
    if (this.mocks === undefined) return this;
    const { query, input, data, shadows } = this;
    this.withoutMocks ??= new Layer(query, input, data, { mocks: undefined, shadows, below: undefined, affected: undefined });
    return this.withoutMocks;
  }

  /** The layer in which a rule that replaces a function is evaluated: it calls the original. */
  without(mock: string): Layer {
    const known = this.withoutMock?.get(mock);
    if (known !== undefined) return known;
    const { query, input, data, shadows } = this;
    const mocks = new Map([...(this.mocks ?? [])].filter(([name]) => name !== mock));
    const layer = new Layer(query, input, data, { mocks, shadows, below: undefined, affected: undefined });
    this.withoutMock ??= new Map();
    this.withoutMock.set(mock, layer);
    return layer;
  }

  /** Do rules at this path give way to base documents? */
  isShadowed(path: readonly Value[]): boolean {
    return this.shadows?.some((shadow) => shadow.every((part, index) => path[index] === part)) ?? false;
  }
}

/** What a `with` puts in the place of documents and functions. */
export interface Documents {
  readonly input: Value | undefined;
  readonly data: Value;
  readonly mocks: ReadonlyMap<string, Mock> | undefined;
  readonly shadows: readonly (readonly string[])[] | undefined;
}

/** What tells a layer above from the first one. */
export type Replaced = Pick<Layer, "mocks" | "shadows" | "below" | "affected">;
