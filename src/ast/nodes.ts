/**
 * The syntax tree of a Rego module: one discriminated union of readonly objects, close to OPA's own tree so that its JSON form
 * can be printed from it. Positions are offsets in UTF-16 units into the text of the module ({@link Module.source}); row and column are
 * derived on demand (`errors/source-text.ts`).
 */
import type { SourceText } from "../errors/source-text.ts";

/** The span of a node in its text: `start` inclusive, `end` exclusive. Generated nodes carry the span of what they stand for. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface NullTerm extends Span {
  readonly kind: "null";
}

export interface BooleanTerm extends Span {
  readonly kind: "boolean";
  readonly value: boolean;
}

/** A number keeps its text exactly as written (`1.0`, `1e400`, any digits). */
export interface NumberTerm extends Span {
  readonly kind: "number";
  readonly text: string;
}

export interface StringTerm extends Span {
  readonly kind: "string";
  readonly value: string;
}

/** A variable. Each wildcard `_` of a module gets its own name `$0`, `$1`, … as in OPA; names that the compiler makes start with `#`. */
export interface VarTerm extends Span {
  readonly kind: "var";
  readonly name: string;
}

/** A reference: `terms[0]` is the head (a var, or a composite, call or comprehension), the rest its operands; `.x` is a string. */
export interface RefTerm extends Span {
  readonly kind: "ref";
  readonly terms: readonly Term[];
}

export interface ArrayTerm extends Span {
  readonly kind: "array";
  readonly items: readonly Term[];
}

export interface ObjectEntry {
  readonly key: Term;
  readonly value: Term;
}

export interface ObjectTerm extends Span {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
}

export interface SetTerm extends Span {
  readonly kind: "set";
  readonly items: readonly Term[];
}

export interface ArrayComprehension extends Span {
  readonly kind: "array-comprehension";
  readonly head: Term;
  readonly body: Body;
}

export interface SetComprehension extends Span {
  readonly kind: "set-comprehension";
  readonly head: Term;
  readonly body: Body;
}

export interface ObjectComprehension extends Span {
  readonly kind: "object-comprehension";
  readonly key: Term;
  readonly value: Term;
  readonly body: Body;
}

/** A call inside a term. Infix operators are calls of their builtin (`plus`, `equal`, `internal.member_2`, …) with `infix: true`. */
export interface CallTerm extends Span {
  readonly kind: "call";
  readonly operator: RefTerm;
  readonly args: readonly Term[];
  readonly infix: boolean;
}

/** `$"…{expr}…"` or, with `raw`, the back-quoted form. Parts are literal texts and expressions (which may carry `with`). */
export interface TemplateString extends Span {
  readonly kind: "template-string";
  readonly raw: boolean;
  readonly parts: readonly (StringTerm | Expr)[];
}

export type ScalarTerm = NullTerm | BooleanTerm | NumberTerm | StringTerm;
export type Comprehension = ArrayComprehension | SetComprehension | ObjectComprehension;
export type Term = ScalarTerm | VarTerm | RefTerm | ArrayTerm | ObjectTerm | SetTerm | Comprehension | CallTerm | TemplateString;

/** `with target as value`. The target is a ref (`input.x`, `data.y`, a function) or a var. */
export interface With extends Span {
  readonly target: RefTerm;
  readonly value: Term;
}

interface ExprBase extends Span {
  /** `not expr` without `future.keywords.not`. */
  readonly negated: boolean;
  readonly with: readonly With[];
  /** Not in the text: the body `true` of a rule without body, expressions made by the compiler. */
  readonly generated: boolean;
}

/** An expression that is one term: true unless undefined or false. */
export interface TermExpr extends ExprBase {
  readonly kind: "term-expr";
  readonly term: Term;
}

/** A call as an expression: `f(x)`, `x == y`, `x := y` (operator `assign`), `x = y` (operator `eq`). */
export interface CallExpr extends ExprBase {
  readonly kind: "call-expr";
  readonly operator: RefTerm;
  readonly args: readonly Term[];
  readonly infix: boolean;
}

/** `some x, y`: vars. `some x in xs`, `some k, x in xs`: one CallTerm of `internal.member_2` or `internal.member_3`. */
export interface SomeExpr extends ExprBase {
  readonly kind: "some";
  readonly symbols: readonly Term[];
}

/** `every key, value in domain { body }`. */
export interface EveryExpr extends ExprBase {
  readonly kind: "every";
  readonly key: VarTerm | undefined;
  readonly value: VarTerm;
  readonly domain: Term;
  readonly body: Body;
}

/** `not` under `import future.keywords.not`: its operand is a body of its own. `explicit` tells `not { … }` from `not expr`. */
export interface NotExpr extends ExprBase {
  readonly kind: "not";
  readonly body: Body;
  readonly explicit: boolean;
}

/** `left and right`, `left or right` under `future.keywords.and` / `.or`: operands are bodies, explicit where written with braces. */
export interface LogicalExpr extends ExprBase {
  readonly kind: "logical";
  readonly operator: "and" | "or";
  readonly left: Body;
  readonly right: Body;
  readonly explicitLeft: boolean;
  readonly explicitRight: boolean;
}

export type Expr = TermExpr | CallExpr | SomeExpr | EveryExpr | NotExpr | LogicalExpr;
export type Body = readonly Expr[];

/**
 * A rule head.
 * - `ref`: the whole head reference, `p`, `a.b[x].c`; its first term is a var (also for a keyword such as `if.foo`).
 * - `args`: present for functions (possibly empty).
 * - `key`: present for multi-value rules: `p contains key`, and v0's `p[key] { … }`.
 * - `value`: absent for multi-value rules; the generated term `true` where the text has none.
 * - `assign`: written with `:=`.
 */
export interface Head extends Span {
  readonly ref: RefTerm;
  readonly args: readonly Term[] | undefined;
  readonly key: Term | undefined;
  readonly value: Term | undefined;
  readonly assign: boolean;
}

/** A rule; `else` branches are rules themselves, with the head of the rule they belong to and a value of their own. */
export interface Rule extends Span {
  readonly kind: "rule";
  readonly default: boolean;
  readonly head: Head;
  readonly body: Body;
  readonly else: Rule | undefined;
}

export interface Package extends Span {
  /** `data` followed by string terms. */
  readonly path: RefTerm;
}

export interface Import extends Span {
  readonly path: RefTerm;
  readonly alias: string | undefined;
}

/** A comment without its `#`; `start` is the offset of the `#`. */
export interface Comment extends Span {
  readonly text: string;
}

/** A METADATA block: its YAML as plain JSON, where it stands, and which node it is attached to. */
export interface Annotations extends Span {
  readonly scope: "package" | "subpackages" | "document" | "rule";
  /** The fields as written, normalised as OPA does (title, description, authors, custom, …). */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The path of the package or rule that it describes, as a ref term (`data.p.q`). */
  readonly target: RefTerm;
  /** The rule it is attached to, for the scopes `rule` and `document`. */
  readonly rule: Rule | undefined;
}

export interface Module {
  readonly source: SourceText;
  readonly regoVersion: 0 | 1;
  readonly package: Package;
  readonly imports: readonly Import[];
  readonly rules: readonly Rule[];
  readonly comments: readonly Comment[];
  readonly annotations: readonly Annotations[];
}
