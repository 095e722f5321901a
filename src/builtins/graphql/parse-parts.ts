import type { Argument, ChildValue, Directive, GraphqlValue, TypeRef } from "./ast.ts";
import { valueKind } from "./ast.ts";
import type { TokenReader } from "./token-reader.ts";

/** Reads `Name`, `[T]` and `T!`. */
export function readType(tokens: TokenReader): TypeRef {
  const { position } = tokens;
  if (tokens.skip("[")) {
    const elem = tokens.nested(() => readType(tokens));
    tokens.expect("]");
    return { namedType: "", elem, nonNull: tokens.skip("!"), position };
  }
  return { namedType: tokens.readName(), elem: undefined, nonNull: tokens.skip("!"), position };
}

/** Directives in a row. Constant ones have no variables in them. */
export function readDirectives(tokens: TokenReader, isConstant: boolean): Directive[] {
  const directives: Directive[] = [];
  while (tokens.skip("@")) {
    const { position } = tokens;
    const name = tokens.readName();
    directives.push({ name, arguments: readArguments(tokens, isConstant), location: "", position });
  }
  return directives;
}

export function readArguments(tokens: TokenReader, isConstant: boolean): Argument[] {
  return tokens.some("(", ")", () => {
    const { position } = tokens;
    const name = tokens.readName();
    tokens.expect(":");
    return { name, value: readValue(tokens, isConstant), position };
  });
}

export function readValue(tokens: TokenReader, isConstant: boolean): GraphqlValue {
  const { peek: token, position } = tokens;
  const scalar = (kind: number): GraphqlValue => ({ kind, raw: tokens.next().value, children: [], position });
  switch (token.kind) {
    case "[":
      return { kind: valueKind.list, raw: "", children: readItems(tokens, isConstant), position };
    case "{":
      return { kind: valueKind.object, raw: "", children: readFields(tokens, isConstant), position };
    case "$":
      if (isConstant) throw tokens.unexpected();
      tokens.next();
      return { kind: valueKind.variable, raw: tokens.readName(), children: [], position };
    case "Int":
      return scalar(valueKind.int);
    case "Float":
      return scalar(valueKind.float);
    case "String":
      return scalar(valueKind.string);
    case "BlockString":
      return scalar(valueKind.block);
    case "Name":
      return scalar(kindOfWord(token.value));
    default:
      throw tokens.unexpected();
  }
}

function kindOfWord(word: string): number {
  if (word === "true" || word === "false") return valueKind.boolean;
  return word === "null" ? valueKind.null : valueKind.enum;
}

function readItems(tokens: TokenReader, isConstant: boolean): ChildValue[] {
  return tokens.many("[", "]", () => ({ name: "", value: readValue(tokens, isConstant), position: undefined }));
}

function readFields(tokens: TokenReader, isConstant: boolean): ChildValue[] {
  return tokens.many("{", "}", () => {
    const { position } = tokens;
    const name = tokens.readName();
    tokens.expect(":");
    return { name, value: readValue(tokens, isConstant), position };
  });
}
