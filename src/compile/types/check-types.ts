/** Stage "types": infers the type of every rule, callees first, and reports what can never be. */
import type { Body } from "../../ast/nodes.ts";
import { formatError, type RegoError } from "../../errors/rego-error.ts";
import type { SourceText } from "../../errors/source-text.ts";
import type { KnownBuiltins } from "../check-calls.ts";
import type { Dependencies } from "../check-recursion.ts";
import type { ErrorCollector } from "../context.ts";
import { type CheckedProgram, type CheckedRule, isSurelyThere, type RuleNode } from "../program.ts";
import { checkBody, checkClosure } from "./check-body.ts";
import { Dependents } from "./dependents.ts";
import { type CheckContext, TypeEnvironment } from "./environment.ts";
import { checkRule } from "./rule-types.ts";
import type { AnnotatedTypes } from "./schemas.ts";
import { Signatures } from "./signatures.ts";
import { TypeNode } from "./type-tree.ts";

/**
 * Checks rules that do not depend on themselves; gives the types of their documents. `given`: where the types of `input` and data are known from;
 * `careful`: types that answers surely have, in place of OPA's.
 */
export function checkTypes(
  program: UntypedProgram,
  builtins: KnownBuiltins,
  given: GivenTypes,
  errors: ErrorCollector,
  careful = false,
): TypeNode {
  const documents = new TypeNode(careful);
  if (careful) markLacking(program.tree, documents);
  const context = { ...makeContext(program, documents, builtins, given.input), careful };
  const found: RegoError[] = [];
  for (const rule of inDependencyOrder(program.rules, program.dependencies)) {
    const { source } = rule.module;
    const annotated = given.ofRule?.(rule, [...given.input, treeOfData(documents)]);
    for (const message of annotated?.problems ?? []) {
      found.push({ code: "rego_type_error", message, location: source.locate(rule.rule.start) });
    }
    const schemas = annotated === undefined ? context.schemas : [annotated.tree, ...context.schemas];
    for (const { error } of checkRule(rule, { ...context, schemas, source })) found.push(error);
  }
  errors.errors.push(...found.sort(compareErrors));
  return documents;
}

function markLacking(node: RuleNode, documents: TypeNode): void {
  if (!isSurelyThere(node)) documents.markLacking(node.path);
  for (const child of node.children.values()) markLacking(child, documents);
}

/** What schemas say, as trees with the roots `data` and `input`. */
export interface GivenTypes {
  readonly input: readonly TypeNode[];
  /** What the annotations of a rule say; `known` are the trees that hold without them. Absent where no annotation says anything. */
  readonly ofRule: undefined | ((rule: CheckedRule, known: readonly TypeNode[]) => AnnotatedTypes | undefined);
}

function treeOfData(documents: TypeNode): TypeNode {
  const tree = new TypeNode();
  tree.children.set("data", documents);
  return tree;
}

/** Checks the body of a query, by the types of a program's documents. */
export function checkQueryTypes(
  body: Body,
  source: SourceText,
  program: CheckedProgram,
  builtins: KnownBuiltins,
  schemas: readonly TypeNode[],
  errors: ErrorCollector,
): void {
  const context = { ...makeContext(program, program.types ?? new TypeNode(), builtins, schemas), source };
  const { faults } = checkBody(body, new TypeEnvironment(context));
  errors.errors.push(...faults.map(({ error }) => error).sort(compareErrors));
}

type UntypedProgram = Pick<CheckedProgram, "rules" | "tree" | "dependencies" | "names">;

function makeContext(
  program: UntypedProgram,
  documents: TypeNode,
  builtins: KnownBuiltins,
  schemas: readonly TypeNode[],
): Omit<CheckContext, "source"> {
  const { names } = program;
  const signatures = new Signatures(documents, builtins);
  return { documents, schemas, names, signatures, dependents: new Dependents(program), careful: false, checkClosure };
}

/** Each rule after those that it refers to. A stack of its own, so that long chains of rules cannot exhaust the engine's. */
function* inDependencyOrder(rules: readonly CheckedRule[], dependencies: Dependencies): Iterable<CheckedRule> {
  const entered = new Set<CheckedRule>();
  for (const root of rules) {
    if (entered.has(root)) continue;
    entered.add(root);
    const stack = [{ rule: root, rest: iterate(root, dependencies) }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.next();
      if (next.done === true) {
        yield top.rule;
        stack.pop();
      } else if (!entered.has(next.value)) {
        entered.add(next.value);
        stack.push({ rule: next.value, rest: iterate(next.value, dependencies) });
      }
    }
  }
}

function iterate(rule: CheckedRule, dependencies: Dependencies): Iterator<CheckedRule> {
  return (dependencies[rule.id] ?? new Set<CheckedRule>()).values();
}

/** By place, those without one last; then by text. */
function compareErrors(left: RegoError, right: RegoError): number {
  const [first, second] = [left.location, right.location];
  if (first !== undefined && second !== undefined) {
    if (first.file !== second.file) return first.file < second.file ? -1 : 1;
    const difference = first.row - second.row || first.col - second.col;
    if (difference !== 0) return difference;
  } else if (first !== second) return first === undefined ? 1 : -1;
  const texts = [formatError(left), formatError(right)] as const;
  return texts[0] === texts[1] ? 0 : texts[0] < texts[1] ? -1 : 1;
}
