/** Which parts of the language a module may use: OPA's capabilities, as far as they are the parser's. */
import type { Import, Module, Rule, StringTerm } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import { childrenOf, type Node } from "../ast/visit.ts";
import { RULES_NEED_REGO_V1, TEMPLATES_UNSUPPORTED, unexpectedToken } from "../errors/parse-errors.ts";
import { type RegoError, RegoErrors } from "../errors/rego-error.ts";
import { describeFault } from "./diagnose/describe.ts";
import type { Fault } from "./fault.ts";

/** What policies may use, in OPA's form. What is absent or not listed may not be used. */
export interface Capabilities {
  readonly builtins?: readonly { readonly name: string }[];
  /** Keywords that may be imported from `future.keywords`. */
  readonly future_keywords?: readonly string[];
  /** Features of the language: `rego_v1`, `template_strings`, … */
  readonly features?: readonly string[];
  /** The only hosts that `http.send` may ask; absent: any. */
  readonly allow_net?: readonly string[];
}

const keywordsOfV1 = ["contains", "every", "if", "in"];

/** Refuses a module, read as one of a version, that uses more of the language than it may. Throws {@link RegoErrors}. */
export function refuseLanguage(module: Module, regoVersion: 0 | 1, { features = [], future_keywords: keywords = [] }: Capabilities): void {
  const { imports, rules, source } = module;
  const isV1 = regoVersion === 1;
  if (isV1 && !features.includes("rego_v1")) throw new RegoErrors([{ code: "rego_parse_error", message: RULES_NEED_REGO_V1 }]);
  const allowed = [...new Set([...keywords, ...(isV1 ? keywordsOfV1 : [])])].sort();
  const importFaults = imports.flatMap((each) => importFault(each, features, allowed));
  if (importFaults.length > 0) throw new RegoErrors(importFaults.map((fault) => describeFault(fault, source, true)));
  const faults = [
    ...(features.includes("template_strings") ? [] : faultsIn(rules, templateFault)),
    ...(features.includes("keywords_in_refs") ? [] : faultsIn(rules, (node) => keywordFault(node, source.text))),
  ];
  if (faults.length > 0) throw new RegoErrors(faults.map((fault) => describeFault(fault, source, true)));
}

/** The heads of rules that are not allowed: before version 1, references of more than two parts were features of their own. */
export function findForeignHeads(module: Module, { features = [] }: Capabilities): readonly RegoError[] {
  return features.includes("rego_v1") ? [] : module.rules.flatMap((rule) => headError(rule, module, features));
}

function isRegoV1({ path }: Import): boolean {
  const [head] = path.terms;
  return head?.kind === "var" && head.name === "rego";
}

function importFault(each: Import, features: readonly string[], allowed: readonly string[]): readonly Fault[] {
  const [head, , keyword] = each.path.terms;
  const offset = each.path.start;
  if (isRegoV1(each) && !features.includes("rego_v1_import") && !features.includes("rego_v1")) {
    return [{ message: "invalid import, `rego.v1` is not supported by current capabilities", offset }];
  }
  if (head?.kind !== "var" || head.name !== "future" || keyword?.kind !== "string" || allowed.includes(keyword.value)) return [];
  return [{ message: `unexpected keyword, must be one of [${allowed.join(" ")}]`, offset }];
}

function faultsIn(nodes: readonly Node[], find: (node: Node) => readonly Fault[]): readonly Fault[] {
  return nodes.flatMap((node) => [...find(node), ...faultsIn(childrenOf(node), find)]);
}

function templateFault(node: Node): readonly Fault[] {
  return node.kind === "template-string" ? [{ message: TEMPLATES_UNSUPPORTED, offset: node.start }] : [];
}

/** `input.if`: a keyword behind a dot. */
function keywordFault(node: Node, text: string): readonly Fault[] {
  if (node.kind !== "ref") return [];
  return node.terms
    .filter(
      (term): term is StringTerm => term.kind === "string" && keywordsOfRefs.has(term.value) && text.startsWith(term.value, term.start),
    )
    .map(({ start, value }) => ({ message: unexpectedToken(value, true, "expected identifier"), offset: start }));
}

const keywordsOfRefs: ReadonlySet<string> = new Set([
  ...["as", "contains", "default", "else", "every", "false", "if", "import", "in", "not", "null", "package", "some", "true", "with"],
]);

function headError(rule: Rule, { source }: Module, features: readonly string[]): readonly RegoError[] {
  const [, ...operands] = rule.head.ref.terms;
  const isPrefixed = operands.slice(0, -1).every(({ kind }) => kind === "string");
  if (operands.length < 2 || features.includes("rule_head_refs")) return [];
  if (isPrefixed && features.includes("rule_head_ref_string_prefixes")) return [];
  const message = `rule heads with refs are not supported: ${printRef(rule.head.ref)}`;
  return [{ code: "rego_compile_error", message, location: source.locate(rule.start) }];
}
