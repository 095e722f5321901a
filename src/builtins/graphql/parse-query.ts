import type { Field, Fragment, FragmentSpread, InlineFragment, Operation, QueryDocument, Selection, VariableDefinition } from "./ast.ts";
import { readArguments, readDirectives, readType, readValue } from "./parse-parts.ts";
import { GraphqlProblem } from "./problem.ts";
import { TokenReader } from "./token-reader.ts";

/**
 * Reads a document of operations and fragments.
 *
 * @throws GraphqlProblem
 */
export function parseQuery(text: string, tick: (steps: number) => void): QueryDocument {
  const tokens = new TokenReader(text, tick);
  const operations: Operation[] = [];
  const fragments: Fragment[] = [];
  while (tokens.peek.kind !== "<EOF>") {
    if (tokens.isWord("fragment")) fragments.push(readFragment(tokens));
    else operations.push(readOperation(tokens));
  }
  return { operations, fragments };
}

function readOperation(tokens: TokenReader): Operation {
  const { position, peek } = tokens;
  if (peek.kind === "{") {
    const selectionSet = readSelectionSet(tokens);
    return { operation: "query", name: "", variableDefinitions: [], directives: [], selectionSet, position };
  }
  if (peek.kind !== "Name" || !/^(?:query|mutation|subscription)$/.test(peek.value)) throw tokens.unexpected();
  const operation = tokens.next().value;
  const name = tokens.peek.kind === "Name" ? tokens.readName() : "";
  const variableDefinitions = readVariableDefinitions(tokens);
  const directives = readDirectives(tokens, false);
  return { operation, name, variableDefinitions, directives, selectionSet: readRequiredSelectionSet(tokens), position };
}

function readVariableDefinitions(tokens: TokenReader): VariableDefinition[] {
  return tokens.some("(", ")", () => {
    const { position } = tokens;
    tokens.expect("$");
    const variable = tokens.readName();
    tokens.expect(":");
    const type = readType(tokens);
    const defaultValue = tokens.skip("=") ? readValue(tokens, true) : undefined;
    return { variable, type, defaultValue, directives: readDirectives(tokens, false), used: false, position };
  });
}

function readFragment(tokens: TokenReader): Fragment {
  const { position } = tokens;
  tokens.expectWord("fragment");
  if (tokens.peek.value === "on") throw tokens.unexpected();
  const name = tokens.readName();
  const variableDefinition = readVariableDefinitions(tokens);
  tokens.expectWord("on");
  const typeCondition = tokens.readName();
  const directives = readDirectives(tokens, false);
  return { name, variableDefinition, typeCondition, directives, selectionSet: readRequiredSelectionSet(tokens), position };
}

function readRequiredSelectionSet(tokens: TokenReader): Selection[] {
  if (tokens.peek.kind !== "{") throw new GraphqlProblem(`Expected {, found ${tokens.peek.kind}`, tokens.position);
  return readSelectionSet(tokens);
}

function readSelectionSet(tokens: TokenReader): Selection[] {
  return tokens.some("{", "}", () => (tokens.peek.kind === "..." ? readSpread(tokens) : readField(tokens)));
}

function readField(tokens: TokenReader): Field {
  const { position } = tokens;
  const alias = tokens.readName();
  const name = tokens.skip(":") ? tokens.readName() : alias;
  const args = readArguments(tokens, false);
  const directives = readDirectives(tokens, false);
  return { node: "field", alias, name, arguments: args, directives, selectionSet: readSelectionSet(tokens), position };
}

function readSpread(tokens: TokenReader): FragmentSpread | InlineFragment {
  tokens.expect("...");
  const { position } = tokens;
  if (tokens.peek.kind === "Name" && tokens.peek.value !== "on") {
    return { node: "spread", name: tokens.readName(), directives: readDirectives(tokens, false), position };
  }
  let typeCondition = "";
  if (tokens.isWord("on")) {
    tokens.next();
    typeCondition = tokens.readName();
  }
  const directives = readDirectives(tokens, false);
  return { node: "inline", typeCondition, directives, selectionSet: readRequiredSelectionSet(tokens), position };
}
