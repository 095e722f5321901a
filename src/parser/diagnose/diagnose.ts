import { EMPTY_MODULE, expectedBody, ILLEGAL_TOKEN, RECURSION_DEPTH } from "../../errors/parse-errors.ts";
import type { RegoError } from "../../errors/rego-error.ts";
import type { SourceText } from "../../errors/source-text.ts";
import type { Fault } from "../fault.ts";
import { isTooDeep } from "../limits.ts";
import { Code, type Tokens } from "../tokens.ts";
import { describeFault } from "./describe.ts";
import { judgeStatements } from "./judge.ts";
import { StatementReader } from "./statements.ts";

/**
 * The errors of a module that the grammar has refused, as OPA reports them; empty when it finds none. `defaultFaults` are those of default
 * rules, found on their trees; they go with the errors of the parser proper.
 */
export function diagnoseModule(
  tokens: Tokens,
  source: SourceText,
  regoVersion: 0 | 1,
  defaultFaults: readonly Fault[],
): readonly RegoError[] {
  if (isTooDeep(tokens)) return [tooDeep(tokens, source)];
  const reader = new StatementReader(tokens, source, regoVersion);
  const statements = reader.statements();
  const faults = reader.faults.length > 0 ? reader.faults : defaultFaults;
  if (faults.length > 0) return faults.slice(0, MAX_FAULTS).map((fault) => describeFault(fault, source, true));
  if (statements.length === 0)
    return [{ code: "rego_parse_error", message: EMPTY_MODULE, location: { file: source.file, row: 0, col: 0 } }];
  const isV1 = regoVersion === 1 || /^\s*import\s+rego\.v1\b/m.test(source.text);
  return judgeStatements(statements, isV1)
    .slice(0, MAX_FAULTS)
    .map((fault) => describeFault(fault, source, false));
}

/** The errors of a query, or of a single term. */
export function diagnoseQuery(tokens: Tokens, source: SourceText, regoVersion: 0 | 1): readonly RegoError[] {
  if (isTooDeep(tokens)) return [tooDeep(tokens, source)];
  const reader = new StatementReader(tokens, source, regoVersion);
  const statement = reader.is(Code.package) ? "Package" : reader.is(Code.import) ? "Import" : undefined;
  if (statement !== undefined && !reader.isKeywordReference()) return [{ code: "rego_parse_error", message: expectedBody(statement) }];
  while (reader.code !== "" && reader.body("") !== undefined);
  return reader.faults.slice(0, MAX_FAULTS).map((fault) => describeFault(fault, source, true));
}

/** The errors of a package or import statement alone. */
export function diagnoseStatement(tokens: Tokens, source: SourceText, regoVersion: 0 | 1): readonly RegoError[] {
  const reader = new StatementReader(tokens, source, regoVersion);
  reader.statements();
  return reader.faults.map((fault) => describeFault(fault, source, true));
}

/** More errors than anyone reads are not worked out: a place costs a look at its whole line. */
const MAX_FAULTS = 100;

/** The error of a token that nothing accepts. */
export function unexpectedAt(tokens: Tokens, source: SourceText, token: number): RegoError {
  const reader = new StatementReader(tokens, source, 1);
  reader.at = token;
  reader.illegal();
  const fault = reader.faults.at(-1) ?? { message: ILLEGAL_TOKEN, offset: 0 };
  return describeFault(fault, source, true);
}

/** The error of a text whose brackets nest too deep, at the bracket that does; or of another place that is too deep. */
export function tooDeep(tokens: Tokens, source: SourceText, offset: number = tokens.starts[tokens.deepest] ?? 0): RegoError {
  return describeFault({ message: RECURSION_DEPTH, offset }, source, true);
}
