/** The texts of OPA's parse errors, one function (or constant) each. */

const TYPE_NAMES: Readonly<Record<string, string>> = { "template-string": "templatestring" };

/** OPA's name of a kind of term. */
function typeName(kind: string): string {
  return TYPE_NAMES[kind] ?? kind.replaceAll("-", "");
}

/** A token that may not stand where it does; `note` says what was expected. */
export function unexpectedToken(name: string, isKeyword: boolean, note: string): string {
  const subject = `unexpected ${name} ${isKeyword ? "keyword" : "token"}`;
  return note === "" ? subject : `${subject}: ${note}`;
}

export const ILLEGAL_TOKEN = "illegal token";
export const EMPTY_MODULE = "empty module";
export const PACKAGE_EXPECTED = "package expected";
export const UNEXPECTED_PACKAGE = "unexpected package";
export const RECURSION_DEPTH = "max parsing recursion depth exceeded";
export const NON_TERMINATED_EXPRESSION = "non-terminated expression";
export const EXPECTED_MEMBERSHIP = "expected `x in xs` or `x, y in xs` expression";
export const EVERY_HINT = " (hint: `import future.keywords.every` for `every x in xs { ... }` expressions)";
export const SOME_IN_HINT = " (hint: `import future.keywords.in` for `some x in xs` expressions)";
export const FOUND_EMPTY_BODY = "found empty body";
export const EXPECTED_PATH = "expected path";
export const EXPECTED_ELSE = "expected else keyword";
export const LEADING_ZERO = "expected number without leading zero";
export const NUMBER_TOO_BIG = "number too big";
export const ALIASED_FUTURE_IMPORT = "`future` imports cannot be aliased";
export const INVALID_FUTURE_IMPORT = "invalid import, must be `future.keywords`";
export const ELSE_ON_MULTI_VALUE = "else keyword cannot be used on multi-value rules";
export const ELSE_WITH_VARIABLES = "else keyword cannot be used on rules with variables in head";
export const TEMPLATES_UNSUPPORTED = "template strings are not supported by current capabilities";
export const TEMPLATE_ASSIGNMENT = "unexpected assignment (':=') in template-string expression";
export const TEMPLATE_UNIFICATION = "unexpected unification ('=') in template-string expression";
export const TEMPLATE_NEGATION = "unexpected negation ('not') in template-string expression";
export const INVALID_TEMPLATE_EXPRESSION = "invalid template-string expression";
export const UNTERMINATED_TEMPLATE_EXPRESSION = "expected } to end template string expression";
export const TEMPLATE_PART_EXPECTED = "expected template-string part";
export const IF_REQUIRED = "`if` keyword is required before rule body";
export const IF_REQUIRED_FUNCTION = "`if` keyword is required before function body";
export const CONTAINS_REQUIRED = "`contains` keyword is required for partial set rules";
export const VALUE_OR_BODY_REQUIRED = "rule must have value assignment and/or body declaration";
export const ARGUMENT_REQUIRED = "rule argument list must take at least one argument";
export const BUILTIN_RULE_NAME = "rule name conflicts with built-in function";
export const MULTIPLE_EXPRESSIONS = "multiple expressions cannot be used for rule head";
export const NEGATED_RULE_HEAD = "negated expressions cannot be used for rule head";
export const SOME_RULE_HEAD = "'some' declarations cannot be used for rule head";
export const WITH_RULE_HEAD = "expressions using with keyword cannot be used for rule head";
export const EXPRESSION_RULE_HEAD = "expression cannot be used for rule head";
export const DEFAULT_WITHOUT_VALUE = "illegal default rule (must have a value)";

export function declarationInTemplate(keyword: "some" | "every"): string {
  return `unexpected '${keyword}' in template-string expression`;
}

export function illegalRefHead(kind: string): string {
  return `illegal ref (head cannot be ${typeName(kind)})`;
}

/** A term that stands where a rule should, such as a lone variable. */
export function notARuleName(kind: string): string {
  return `${typeName(kind)} cannot be used for rule name`;
}

export function keywordRuleName(word: string): string {
  return `${word} keyword cannot be used for rule name`;
}

export function invalidRuleHead(text: string): string {
  return `invalid rule head: ${text}`;
}

export function defaultValueContains(kind: string): string {
  return `illegal default rule (value cannot contain ${typeName(kind)})`;
}

export function defaultArgumentContains(kind: string): string {
  return `illegal default rule (arguments cannot contain ${typeName(kind)})`;
}

export function defaultArgumentRepeated(name: string): string {
  return `illegal default rule (arguments cannot be repeated ${name})`;
}

export function invalidRegoImport(path: string): string {
  return `invalid import \`${path}\`, must be \`rego.v1\``;
}

export function unknownFutureKeyword(known: readonly string[]): string {
  return `unexpected keyword, must be one of [${known.join(" ")}]`;
}

export function importOutsideRoots(head: string): string {
  return `unexpected import path, must begin with one of: {data, future, input, rego}, got: ${head} (hint: if this is unexpected, try updating OPA)`;
}

export function importEndsWithKeyword(word: string): string {
  return `unexpected import path, must not end with a keyword, got: ${word} (hint: import a different path or use an alias)`;
}

export function illegalStringLiteral(source: string): string {
  return `illegal string literal: ${source}`;
}

/** `{…}` that is a value where an operand of `and` or `or` needs a body. */
export function valueOperand(operator: string, source: string): string {
  return `operand of \`${operator}\` cannot begin with \`{\` unless the braces hold a body (hint: wrap the operand to keep the value: \`(${source}) ${operator} ...\`)`;
}

/** `not {…}` around a value. */
export function negatedValue(kind: string, source: string): string {
  return `\`{...}\` in an operand position must contain expression(s), got: ${typeName(kind)} (hint: write \`not (${source})\` to negate the value, or \`not {${source}}\` for a body holding it)`;
}

/** `{x | y}` as an operand; `prefix` is `not ` or empty. */
export function ambiguousOperand(prefix: string, inner: string): string {
  return `ambiguous \`{ ... | ... }\` operand: read as a body holding a set-union expression, not as a comprehension (hint: write \`${prefix}({${inner}})\` for the comprehension, or \`${prefix}{(${inner})}\` for the set union)`;
}

export function bodyInParentheses(source: string): string {
  return `\`(...)\` in an operand position cannot contain a body (hint: drop the parens to keep the body: \`not ${source}\`)`;
}

/** A query that is a statement of a module. */
export function expectedBody(statement: "Package" | "Import"): string {
  return `expected body but got *ast.${statement}`;
}

export function expectedReference(kind: string): string {
  return `expected ref but got ${typeName(kind)}`;
}

// --- METADATA

export const EMPTY_METADATA = "expected METADATA block, found whitespace";
export const INVALID_DOCUMENT_REFERENCE = "invalid document reference";
export const INVALID_SCHEMA_REFERENCE = "invalid schema reference";

export function invalidAnnotationScope(scope: string): string {
  return `invalid annotation scope '${scope}'. Use one of 'rule', 'document', 'package', or 'subpackages'`;
}

export function annotationMisplaced(scope: string, wanted: string, found: string): string {
  return `annotation scope '${scope}' must be applied to ${wanted}${found === "" ? "" : ` (have ${found})`}`;
}

export function entrypointMisplaced(scope: string): string {
  return `annotation entrypoint applied to non-document or package scope '${scope}'`;
}

export function authorFault(source: string, reason: string): string {
  return `invalid author definition ${source}: ${reason}`;
}

export function relatedResourceFault(source: string, reason: string): string {
  return `invalid related-resource definition ${source}: ${reason}`;
}

export function invalidSchemaDeclaration(path: string): string {
  return `invalid schema declaration for path "${path}"`;
}

export function invalidUnknown(source: string): string {
  return `invalid unknowns element "${source}": expected ref but got ${source}`;
}

/** A value whose type does not fit its field, in the words of Go's YAML library; `text` is that of a scalar. */
export function cannotUnmarshal(tag: string, text: string | undefined, type: string): string {
  return text === undefined ? `cannot unmarshal ${tag} into ${type}` : `cannot unmarshal ${tag} \`${text}\` into ${type}`;
}

export function onlyMultiValue(name: string): string {
  return `the contains keyword can only be used with multi-value rule definitions (e.g., ${name} contains <VALUE> { ... })`;
}

export const RULES_NEED_REGO_V1 = "illegal capabilities: rego_v1 feature required for parsing v1 Rego";
