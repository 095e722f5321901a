/**
 * The plan: what the evaluator runs. Plain data: every variable is a slot of a frame, every unification is decided, every reference is
 * resolved against the tree of rules as far as can be known. Closures are linked from it (`eval/`), and source could be printed from it.
 */
import type { Body, EveryExpr, Expr, Rule, Span } from "../ast/nodes.ts";
import type { PathKey } from "../compile/program.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { Value } from "../values/value.ts";

/** A variable's place in its frame. */
export type Slot = number;

/** Yields one value, or undefined. */
export type ValueNode =
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "undefined" }
  | { readonly kind: "local"; readonly slot: Slot }
  | { readonly kind: "input" }
  /** The base document at a path that no rule touches. */
  | { readonly kind: "base"; readonly path: readonly PathKey[] }
  /** The whole value of a rule group. */
  | { readonly kind: "rule"; readonly group: RuleGroup }
  /** One key of a set or of an extent: evaluated for that key alone where that is cheaper. */
  | {
      readonly kind: "lookup";
      readonly group: RuleGroup;
      readonly key: ValueNode;
      /** What a `with` puts in the place of the set is asked for the key as a member, not as an index. */
      readonly asMember: boolean;
    }
  /** All of a package: base document and rules merged. */
  | { readonly kind: "document"; readonly node: DocumentNode }
  /** A reference into packages by keys that are known only at run time. */
  | { readonly kind: "dynamic"; readonly node: DocumentNode; readonly keys: readonly ValueNode[] }
  /** `base[key]`. `stored`: in a base document, where a number selects the key that it is written as. */
  | { readonly kind: "select"; readonly base: ValueNode; readonly key: ValueNode; readonly stored: boolean }
  | { readonly kind: "builtin"; readonly name: string; readonly args: readonly ValueNode[]; readonly span: Span }
  | { readonly kind: "function"; readonly group: RuleGroup; readonly args: readonly ValueNode[]; readonly span: Span }
  | { readonly kind: "array"; readonly items: readonly ValueNode[] }
  | { readonly kind: "set"; readonly items: readonly ValueNode[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [ValueNode, ValueNode])[]; readonly span: Span }
  | ComprehensionNode;

export interface ComprehensionNode {
  readonly kind: "comprehension";
  readonly collect: "array" | "set" | "object";
  readonly steps: readonly Step[];
  /** The head's value, for objects with its key. */
  readonly key: ValueNode | undefined;
  readonly value: ValueNode;
  /** Where the collector stands while the body runs. */
  readonly slot: Slot;
  readonly span: Span;
}

/** What a value is matched against. Matching runs left to right, so that a slot bound early may be compared later. */
export type Pattern =
  | { readonly kind: "ignore" }
  | { readonly kind: "bind"; readonly slot: Slot }
  | { readonly kind: "equals"; readonly value: ValueNode }
  | { readonly kind: "array"; readonly items: readonly Pattern[] }
  /** The matched object has these keys and no other. */
  | { readonly kind: "object"; readonly entries: readonly (readonly [ValueNode, Pattern])[] };

/** One step of a body. A step passes zero, one or several times; the next step runs for each time. */
export type Step =
  /** Passes once if the value is neither undefined nor false. */
  | { readonly kind: "check"; readonly value: ValueNode }
  /** Passes once if the value is defined and matches. */
  | { readonly kind: "match"; readonly pattern: Pattern; readonly value: ValueNode }
  /** Passes once if both are defined and equal. */
  | { readonly kind: "equal"; readonly left: ValueNode; readonly right: ValueNode }
  /** Passes for each element of a collection whose key and value match. `ordered`: the order of elements can be observed. */
  | {
      readonly kind: "iterate";
      readonly source: ValueNode;
      readonly key: Pattern;
      readonly value: Pattern;
      readonly ordered: boolean;
    }
  /** Passes for each way through packages, rules and their values along the operands. */
  | {
      readonly kind: "scan";
      readonly node: DocumentNode;
      readonly operands: readonly Pattern[];
      readonly value: Pattern;
      readonly ordered: boolean;
    }
  /** Passes for each answer of a relation (`walk`) that matches. */
  | { readonly kind: "relation"; readonly name: string; readonly args: readonly ValueNode[]; readonly result: Pattern; readonly span: Span }
  /** Passes once if the steps do not pass. */
  | { readonly kind: "not"; readonly steps: readonly Step[] }
  /** Passes once if one of the alternatives passes; later ones are not tried then. */
  | { readonly kind: "some"; readonly alternatives: readonly (readonly Step[])[] }
  /** Passes once if the steps pass for each element. */
  | {
      readonly kind: "every";
      readonly domain: ValueNode;
      readonly key: Pattern;
      readonly value: Pattern;
      readonly steps: readonly Step[];
    }
  /** Runs the steps under replacements, and what follows without them. */
  | { readonly kind: "with"; readonly replacements: readonly Replacement[]; readonly steps: readonly Step[]; readonly slot: Slot }
  | ObservedStep;

/** Only in plans that are observed: runs the steps of a body or of one expression, and tells what becomes of them. */
export type ObservedStep =
  | (Surrounded & { readonly kind: "body"; readonly node: ObservedBody; readonly steps: readonly Step[] })
  | (Surrounded & {
      readonly kind: "expression";
      readonly expr: Expr;
      /** Its place in the body. */
      readonly index: number;
      readonly steps: readonly Step[];
      /** Holds whether the expression has passed since it was evaluated. */
      readonly slot: Slot;
    });

/** The variables that are bound before something and after it. */
interface Surrounded {
  readonly before: Locals;
  readonly after: Locals;
}

/** The variables that are bound at a point of a body. */
export type Locals = ReadonlyMap<string, Slot>;

/** A body that is observed: that of a rule, one that stands in an expression, or the elements of an `every` one by one. */
export type ObservedBody =
  | { readonly kind: "rule"; readonly rule: Rule }
  | { readonly kind: "body"; readonly body: Body }
  | { readonly kind: "element"; readonly body: Body; readonly every: EveryExpr };

/** One `with`. A document in the place of which there is no value becomes undefined. A call is that of the function `group`, or of the builtin `name`; `name` is the target as written in full. */
export type Replacement =
  | { readonly kind: "input"; readonly path: readonly ValueNode[]; readonly value: ValueNode; readonly span: Span }
  | { readonly kind: "data"; readonly path: readonly string[]; readonly value: ValueNode | undefined; readonly span: Span }
  | { readonly kind: "call"; readonly name: string; readonly group: RuleGroup | undefined; readonly by: ReplacedBy };

/** What a replaced function or builtin does instead: another one, or a value. That of a rule is worked out where the function is called. */
export type ReplacedBy =
  | { readonly kind: "rule"; readonly value: ValueNode }
  | { readonly kind: "function"; readonly group: RuleGroup }
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "value"; readonly value: ValueNode };

/** One rule body (or `else` branch) with its head. */
export interface Branch {
  /** Function arguments. */
  readonly args: readonly Pattern[];
  readonly steps: readonly Step[];
  /** The dynamic part of the head reference. */
  readonly keys: readonly ValueNode[];
  /** The element of a multi-value rule. */
  readonly element: ValueNode | undefined;
  /** The value of a single-value rule. */
  readonly value: ValueNode | undefined;
  readonly frameSize: number;
  readonly span: Span;
  /** In plans that are observed: what OPA's rule index looks at. The branch counts only where all of it passes. */
  readonly admission?: readonly Step[] | undefined;
}

/**
 * Rules of one name. Bodies are planned when they are first needed.
 *
 * An `extent` is what rules with variables in their head reference make together with all rules below the same path: one object whose
 * entries come from its own clauses and from the groups of the nodes below ({@link DocumentNode.children}).
 */
export interface RuleGroup {
  /** Its number among the groups of the program. */
  readonly id: number;
  readonly kind: "complete" | "function" | "set" | "extent";
  readonly path: readonly PathKey[];
  readonly clauses: readonly Clause[];
  /** The value where no clause has one. */
  readonly default: Clause | undefined;
  /** All values are the same constant: the first clause that holds decides. */
  readonly constant: Value | undefined;
  readonly arity: number;
  readonly index: RuleIndex | undefined;
  /** Extents: the node whose children stand below. */
  readonly node: DocumentNode | undefined;
}

/** A rule with its `else` branches: the first branch that has a value decides. */
export interface Clause {
  /** In an extent: the constants of the head reference between the extent's path and the dynamic part. */
  readonly below: readonly PathKey[];
  readonly isSet: boolean;
  readonly source: SourceText;
  readonly span: Span;
  /** Plans the branches; the same ones each time. */
  readonly branches: () => readonly Branch[];
  /** Plans the branches for one known first key, which stands in slot 0; undefined where a key cannot be known before. */
  readonly keyedBranches: () => readonly Branch[] | undefined;
  /** Does it not matter whether the bodies are evaluated? They end no query with an error, and print nothing. */
  readonly isHarmless: () => boolean;
  /** Does knowing the key spare an enumeration, or decide at once? Otherwise all solutions are better found once. */
  readonly isSelective: () => boolean;
}

/** A node in the tree of packages and rule groups. */
export interface DocumentNode {
  readonly path: readonly PathKey[];
  readonly children: ReadonlyMap<PathKey, DocumentNode>;
  readonly group: RuleGroup | undefined;
}

/** Chooses the clauses worth trying by the value of one reference. */
export interface RuleIndex {
  /** What is looked up: a document path or a function argument. */
  readonly on: IndexSubject;
  /** Clause numbers by that value, ascending. */
  readonly byValue: ReadonlyMap<Value, readonly number[]>;
  /** Clause numbers by how that value begins, ascending, and the lengths of those beginnings. */
  readonly byPrefix: ReadonlyMap<string, readonly number[]>;
  readonly prefixLengths: readonly number[];
  /** Clauses that do not depend on it. */
  readonly otherwise: readonly number[];
  /** How many clauses there are. */
  readonly count: number;
}

export type IndexSubject =
  | { readonly kind: "argument"; readonly position: number }
  | { readonly kind: "input"; readonly path: readonly string[] };

/** A query's plan. */
export interface QueryPlan {
  readonly steps: readonly Step[];
  readonly frameSize: number;
  /** Written variables and their slots. */
  readonly bindings: readonly (readonly [string, ValueNode])[];
  /** One for each written expression. */
  readonly expressions: readonly { readonly value: ValueNode; readonly text: string; readonly span: Span }[];
}
