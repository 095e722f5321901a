import { anyOf, anyType, booleanType, objectOf, stringType, tupleOf } from "../types/types.ts";
import { isObject, kindOf } from "../values/kind.ts";
import type { RegoObject, Value } from "../values/value.ts";
import { rememberCounted } from "./bounded-cache.ts";
import type { BuiltinContext } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { fail, failOperand } from "./failure.ts";
import type { QueryDocument, SchemaDocument } from "./graphql/ast.ts";
import { buildSchema } from "./graphql/build-schema.ts";
import { decodeQuery, decodeSchema } from "./graphql/decode.ts";
import { DecodeProblem } from "./graphql/decode-reader.ts";
import { encodeQuery, encodeSchema } from "./graphql/encode.ts";
import { parseQuery } from "./graphql/parse-query.ts";
import { parseSchema } from "./graphql/parse-schema.ts";
import type { Position } from "./graphql/problem.ts";
import { GraphqlProblem } from "./graphql/problem.ts";
import type { Schema } from "./graphql/schema.ts";
import { validateQuery } from "./graphql/validate/validate-query.ts";

const anyObject = objectOf(anyType, anyType);
const document = anyOf(stringType, anyObject);
const queryOperand = arg("query", document, "a GraphQL query, as text or as AST object", { unchecked: true });
const schemaOperand = arg("schema", document, "a GraphQL schema, as text or as AST object", { unchecked: true });

/** The builtins for GraphQL: syntax, AST, rules and texts are gqlparser's. */
export const graphqlBuiltins: readonly Builtin[] = [
  builtin(
    "graphql.parse",
    "The AST objects of a query and a schema, which must be valid.",
    [queryOperand, schemaOperand],
    arg("output", tupleOf(anyObject, anyObject), "the AST of the query and that of the schema"),
    (query, schema, context) => explain(() => readBoth(query, schema, context)),
  ),
  builtin(
    "graphql.parse_and_verify",
    "Whether a query and a schema are valid, and their AST objects.",
    [queryOperand, schemaOperand],
    arg("output", tupleOf(booleanType, anyObject, anyObject), "whether they are valid; the ASTs, empty if not"),
    (query, schema, context) => {
      const read = explain(() => readBoth(query, schema, context));
      return read instanceof BuiltinFailure ? [false, {}, {}] : [true, ...read];
    },
  ),
  builtin(
    "graphql.parse_query",
    "The AST object of a query.",
    [arg("query", stringType, "a GraphQL query")],
    arg("output", anyObject, "the AST"),
    (text, { tick }) => explain(() => encodeQuery(parseQuery(text, tick))),
  ),
  builtin(
    "graphql.parse_schema",
    "The AST object of a schema.",
    [arg("schema", stringType, "a GraphQL schema")],
    arg("output", anyObject, "the AST"),
    (text, { tick }) => explain(() => encodeSchema(parseSchema(text, tick))),
  ),
  builtin(
    "graphql.is_valid",
    "Whether a query is valid on a schema.",
    [queryOperand, schemaOperand],
    arg("output", booleanType, "whether it is; false if one of them cannot be read"),
    (query, schema, context) => !(explain(() => readBoth(query, schema, context)) instanceof BuiltinFailure),
  ),
  builtin(
    "graphql.schema_is_valid",
    "Whether a schema is valid.",
    [schemaOperand],
    arg("output", booleanType, "whether it is; false if it cannot be read"),
    (schema, context) => !(explain(() => checkedSchema(readSchema(schema, 1, context)) && null) instanceof BuiltinFailure),
  ),
];

/** Reads both operands and validates one by the other. */
function readBoth(query: Value, schema: Value, context: BuiltinContext): readonly [Value, Value] {
  const queryDocument = readQuery(query, 0, context);
  const schemaDocument = readSchema(schema, 1, context);
  const problems = validateQuery(checkedSchema(schemaDocument), queryDocument, context.tick);
  if (problems.length > 0) throw new InvalidQuery(problems);
  return [encodeQuery(queryDocument), encodeSchema(schemaDocument)];
}

/** An operand that is neither text nor object. OPA counts the operands from 0 here. */
class WrongOperand extends Error {
  readonly failure: BuiltinFailure;

  constructor(position: number, operand: Value) {
    super();
    this.failure = failOperand(position, `must be one of {string, object} but got ${kindOf(operand)}`);
  }
}

class InvalidQuery extends Error {
  readonly problems: readonly GraphqlProblem[];

  constructor(problems: readonly GraphqlProblem[]) {
    super();
    this.problems = problems;
  }
}

class InvalidSchema extends Error {}

function readQuery(operand: Value, position: number, context: BuiltinContext): QueryDocument {
  if (typeof operand === "string") return rememberCounted(context, "graphql query", operand, parseQuery);
  if (isObject(operand)) return decodeQuery(operand);
  throw new WrongOperand(position, operand);
}

function readSchema(operand: Value, position: number, context: BuiltinContext): SchemaDocument {
  if (typeof operand === "string") return rememberCounted(context, "graphql schema", operand, parseSchema);
  if (isObject(operand)) return decodeObject(operand);
  throw new WrongOperand(position, operand);
}

/** Documents of AST objects are kept, so that their schemas are checked once. */
const decodedSchemas = new WeakMap<RegoObject, SchemaDocument>();
const checkedSchemas = new WeakMap<SchemaDocument, Schema>();

function decodeObject(operand: RegoObject): SchemaDocument {
  const known = decodedSchemas.get(operand) ?? decodeSchema(operand);
  decodedSchemas.set(operand, known);
  return known;
}

function checkedSchema(source: SchemaDocument): Schema {
  const known = checkedSchemas.get(source);
  if (known !== undefined) return known;
  try {
    const schema = buildSchema(source);
    checkedSchemas.set(source, schema);
    return schema;
  } catch (error) {
    if (!(error instanceof GraphqlProblem)) throw error;
    const { line, column } = error.position ?? { line: -1, column: -1 };
    throw new InvalidSchema(`Error in gqlparser SchemaDocument to Schema conversion: input:${line}:${column}: ${error.message}`, {
      cause: error,
    });
  }
}

/** Runs a reader; its problems become OPA's failures. */
function explain<T extends Value | readonly Value[]>(read: () => T): T | BuiltinFailure {
  try {
    return read();
  } catch (error) {
    if (error instanceof WrongOperand) return error.failure;
    if (error instanceof InvalidQuery) return fail(describeProblems(error.problems));
    if (error instanceof GraphqlProblem) return fail(atPosition(error.message, error.position));
    if (error instanceof DecodeProblem || error instanceof InvalidSchema) return fail(error.message);
    throw error;
  }
}

/** All problems; the place of the first one stands at the end, and so does its full stop, which is then left out. */
function describeProblems(problems: readonly GraphqlProblem[]): string {
  const first = problems[0]?.position;
  const lines = problems.map(({ message, position }) => `${placeOf(position)} ${message}\n`).join("");
  if (first === undefined) return `GraphQL parse error: ${lines}`;
  return atPosition(lines.slice(placeOf(first).length + 1).replace(/\.\n$/, ""), first);
}

function placeOf(position: Position | undefined): string {
  return position === undefined ? "input:" : `input:${position.line}:${position.column}:`;
}

function atPosition(message: string, position: Position | undefined): string {
  return position === undefined ? message : `${message} in GraphQL string at location ${position.line}:${position.column}`;
}
