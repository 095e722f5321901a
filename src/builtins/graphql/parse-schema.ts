import type {
  ArgumentDefinition,
  Comments,
  Definition,
  DefinitionKind,
  DirectiveDefinition,
  EnumValueDefinition,
  FieldDefinition,
  OperationType,
  SchemaDefinition,
  SchemaDocument,
} from "./ast.ts";
import { readDirectives, readType, readValue } from "./parse-parts.ts";
import type { Position } from "./problem.ts";
import { TokenReader } from "./token-reader.ts";

const kinds: ReadonlyMap<string, DefinitionKind> = new Map([
  ["scalar", "SCALAR"],
  ["type", "OBJECT"],
  ["interface", "INTERFACE"],
  ["union", "UNION"],
  ["enum", "ENUM"],
  ["input", "INPUT_OBJECT"],
]);

const directiveLocations = new Set(
  ["QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"].concat(
    ["VARIABLE_DEFINITION", "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION"],
    ["ENUM", "ENUM_VALUE", "INPUT_OBJECT", "INPUT_FIELD_DEFINITION"],
  ),
);

/** A description with the comments around it. */
interface Description {
  readonly text: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Reads a document of type definitions.
 *
 * @throws GraphqlProblem
 */
export function parseSchema(text: string, tick: (steps: number) => void): SchemaDocument {
  const tokens = new TokenReader(text, tick);
  const schema: SchemaDefinition[] = [];
  const schemaExtension: SchemaDefinition[] = [];
  const directives: DirectiveDefinition[] = [];
  const definitions: Definition[] = [];
  const extensions: Definition[] = [];
  while (tokens.peek.kind !== "<EOF>") {
    const description = readDescription(tokens);
    if (tokens.peek.kind !== "Name") throw tokens.unexpected();
    const word = tokens.peek.value;
    if (kinds.has(word)) definitions.push(readDefinition(tokens, description));
    else if (word === "schema") schema.push(readSchemaDefinition(tokens, description));
    else if (word === "directive") directives.push(readDirectiveDefinition(tokens, description));
    else if (word === "extend") {
      if (description.text !== "") throw tokens.unexpected(tokens.previous);
      tokens.next();
      if (tokens.isWord("schema")) schemaExtension.push(refuseEmpty(tokens, readSchemaDefinition(tokens, description)));
      else if (kinds.has(tokens.peek.value)) extensions.push(refuseEmpty(tokens, readDefinition(tokens, description, true)));
      else throw tokens.unexpected();
    } else throw tokens.unexpected();
  }
  return { schema, schemaExtension, directives, definitions, extensions, comment: tokens.comments };
}

/** An extension must extend something. */
function refuseEmpty<T extends Definition | SchemaDefinition>(tokens: TokenReader, extension: T): T {
  const parts = Object.values(extension).filter((part) => Array.isArray(part));
  if (parts.every((part) => part.length === 0)) throw tokens.unexpected();
  return extension;
}

function readDescription(tokens: TokenReader): Description {
  if (tokens.peek.kind !== "String" && tokens.peek.kind !== "BlockString") return { text: "", before: [], after: tokens.comments };
  const before = tokens.comments;
  const { value } = tokens.next();
  return { text: value, before, after: tokens.comments };
}

function commentsOf({ before, after }: Description, end: readonly string[] = []): Comments {
  return { beforeDescription: before, afterDescription: after, end };
}

function readSchemaDefinition(tokens: TokenReader, description: Description): SchemaDefinition {
  tokens.next();
  const { position } = tokens;
  const directives = readDirectives(tokens, true);
  let end: readonly string[] = [];
  const operationTypes = tokens.some(
    "{",
    "}",
    () => readOperationType(tokens),
    (comments) => {
      end = comments;
    },
  );
  return { description: description.text, directives, operationTypes, comments: commentsOf(description, end), position };
}

function readOperationType(tokens: TokenReader): OperationType {
  const { position, comments: comment } = tokens;
  if (!/^(?:query|mutation|subscription)$/.test(tokens.peek.value)) throw tokens.unexpected();
  const operation = tokens.readName();
  tokens.expect(":");
  return { operation, type: tokens.readName(), comment, position };
}

/** What the kinds of definitions differ in. */
type Body = Partial<Pick<Definition, "interfaces" | "fields" | "types" | "enumValues">>;

/** gqlparser does not let extensions of interfaces implement others. */
function readDefinition(tokens: TokenReader, description: Description, isExtension = false): Definition {
  const kind = kinds.get(tokens.next().value) ?? "SCALAR";
  const { position } = tokens;
  const name = tokens.readName();
  const interfaces = kind === "OBJECT" || (kind === "INTERFACE" && !isExtension) ? readInterfaces(tokens) : [];
  const directives = readDirectives(tokens, true);
  let end: readonly string[] = [];
  const body = readBody(tokens, kind, (comments) => {
    end = comments;
  });
  const nothing = { fields: [], types: [], enumValues: [] };
  const comments = commentsOf(description, end);
  return { kind, description: description.text, name, directives, interfaces, ...nothing, ...body, builtIn: false, comments, position };
}

function readBody(tokens: TokenReader, kind: DefinitionKind, end: (comments: readonly string[]) => void): Body {
  switch (kind) {
    case "SCALAR":
      return {};
    case "OBJECT":
    case "INTERFACE":
      return { fields: tokens.some("{", "}", () => readField(tokens, true), end) };
    case "INPUT_OBJECT":
      return { fields: tokens.some("{", "}", () => readField(tokens, false), end) };
    case "ENUM":
      return { enumValues: tokens.some("{", "}", () => readEnumValue(tokens), end) };
    case "UNION":
      return { types: tokens.skip("=") ? readSeparated(tokens, "|", () => tokens.readName()) : [] };
    default:
      return kind satisfies never;
  }
}

function readInterfaces(tokens: TokenReader): string[] {
  if (!tokens.isWord("implements")) return [];
  tokens.next();
  return readSeparated(tokens, "&", () => tokens.readName());
}

/** At least one item; the separator may also stand before the first one. */
function readSeparated(tokens: TokenReader, separator: "&" | "|", read: () => string): string[] {
  tokens.skip(separator);
  const items = [read()];
  while (tokens.skip(separator)) items.push(read());
  return items;
}

/** Fields of objects have arguments, those of inputs a default value. */
function readField(tokens: TokenReader, isOutput: boolean): FieldDefinition {
  const description = readDescription(tokens);
  const { position } = tokens;
  const name = tokens.readName();
  const args = isOutput ? tokens.some("(", ")", () => readArgument(tokens)) : [];
  return { ...readTyped(tokens, !isOutput, description, name, position), arguments: args };
}

function readArgument(tokens: TokenReader): ArgumentDefinition {
  const description = readDescription(tokens);
  const { position } = tokens;
  return readTyped(tokens, true, description, tokens.readName(), position);
}

function readTyped(
  tokens: TokenReader,
  hasDefault: boolean,
  description: Description,
  name: string,
  position: Position,
): ArgumentDefinition {
  tokens.expect(":");
  const type = readType(tokens);
  const defaultValue = hasDefault && tokens.skip("=") ? readValue(tokens, true) : undefined;
  const directives = readDirectives(tokens, true);
  return { description: description.text, name, defaultValue, type, directives, comments: commentsOf(description), position };
}

function readEnumValue(tokens: TokenReader): EnumValueDefinition {
  const description = readDescription(tokens);
  const { position } = tokens;
  const name = tokens.readName();
  const directives = readDirectives(tokens, true);
  return { description: description.text, name, directives, comments: commentsOf(description), position };
}

function readDirectiveDefinition(tokens: TokenReader, description: Description): DirectiveDefinition {
  tokens.next();
  tokens.expect("@");
  const { position } = tokens;
  const name = tokens.readName();
  const args = tokens.some("(", ")", () => readArgument(tokens));
  const isRepeatable = tokens.isWord("repeatable");
  if (isRepeatable) tokens.next();
  tokens.expectWord("on");
  const locations = readSeparated(tokens, "|", () => {
    const location = tokens.expect("Name");
    if (!directiveLocations.has(location.value)) throw tokens.unexpected(location);
    return location.value;
  });
  return { description: description.text, name, arguments: args, locations, isRepeatable, comments: commentsOf(description), position };
}
