import type { Fragment } from "./fragment.ts";
import type { Random } from "./random.ts";
import type { Kind, Shape } from "./shape.ts";

/** A variable that is bound where it may be used. */
export interface Variable {
  readonly name: string;
  readonly shape: Shape;
  /** Bodies inside may not declare another of its name: parameters of functions, and what `every` binds. */
  readonly fixed?: boolean;
}

/** A generated term and what to expect of it. */
export interface Made {
  readonly fragment: Fragment;
  readonly shape: Shape;
}

/** A rule that later rules may mention. */
export interface RuleSignature {
  readonly package: string;
  readonly name: string;
  /** Of a function: what it takes. */
  readonly parameters: readonly Shape[] | undefined;
  /** Of the document, or of what the function gives. */
  readonly shape: Shape;
}

/** Where text is being written: the policy so far, the package, the variables in sight. */
export interface Place {
  readonly policy: PolicySoFar;
  readonly package: string;
  readonly variables: readonly Variable[];
  /** Variables from around the body that is being written: it may declare others of their names. */
  readonly outer: readonly string[];
  /** How much deeper terms may be nested. */
  readonly depth: number;
  readonly writers: Writers;
}

export interface PolicySoFar {
  readonly random: Random;
  readonly rules: RuleSignature[];
  /** Packages that get no more rules: all their rules may be mentioned at once, without recursion. */
  readonly finished: Set<string>;
  /** How many names of variables were used. */
  names: number;
}

/** The writers of terms and bodies need each other; they meet here. */
export interface Writers {
  readonly term: (place: Place, wanted: Kind) => Made;
  readonly reference: (place: Place, wanted: Kind) => Made;
  /** A term of which OPA's type checker knows nothing. */
  readonly untyped: (place: Place, wanted: Kind) => Made;
  readonly body: (place: Place, most: number) => Body;
}

export interface Body {
  readonly literals: Fragment;
  /** The place after the body, where its variables are bound. */
  readonly after: Place;
}

export function deeper(place: Place): Place {
  return { ...place, depth: place.depth - 1 };
}

/** The place with one more variable, which hides an earlier one of the same name. */
export function bind(place: Place, name: string, shape: Shape): Place {
  return { ...place, variables: [...place.variables.filter((other) => other.name !== name), { name, shape }] };
}

/** {@link bind} for a variable that no body inside may hide. */
export function bindFixed(place: Place, name: string, shape: Shape): Place {
  return { ...place, variables: [...place.variables, { name, shape, fixed: true }] };
}

/** A name for a new variable. */
export function nameVariable({ policy }: Place): string {
  policy.names += 1;
  return `v${policy.names}`;
}
