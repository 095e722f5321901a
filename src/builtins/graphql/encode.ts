import type { Value } from "../../values/value.ts";
import type {
  Argument,
  ArgumentDefinition,
  Comments,
  Definition,
  Directive,
  DirectiveDefinition,
  EnumValueDefinition,
  FieldDefinition,
  Fragment,
  GraphqlValue,
  Operation,
  OperationType,
  QueryDocument,
  SchemaDefinition,
  SchemaDocument,
  Selection,
  TypeRef,
  VariableDefinition,
} from "./ast.ts";

/** The JSON form of a query as OPA shows it: gqlparser's AST without positions and without what is empty. */
export function encodeQuery({ operations, fragments }: QueryDocument): Value {
  return prune({ Operations: operations.map(encodeOperation), Fragments: fragments.map(encodeFragment) });
}

/** The JSON form of a schema. */
export function encodeSchema(document: SchemaDocument): Value {
  return prune({
    Schema: document.schema.map(encodeSchemaDefinition),
    SchemaExtension: document.schemaExtension.map(encodeSchemaDefinition),
    Directives: document.directives.map(encodeDirectiveDefinition),
    Definitions: document.definitions.map(encodeDefinition),
    Extensions: document.extensions.map(encodeDefinition),
    Comment: encodeComments(document.comment),
  });
}

/** The object without properties that are undefined or empty arrays. */
function prune(object: Readonly<Record<string, Value | undefined>>): Value {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, Value] => {
      const [, value] = entry;
      return value !== undefined && !(Array.isArray(value) && value.length === 0);
    }),
  );
}

function encodeOperation({ operation, name, variableDefinitions, directives, selectionSet }: Operation): Value {
  return prune({
    Operation: operation,
    Name: name,
    VariableDefinitions: variableDefinitions.map(encodeVariable),
    Directives: directives.map(encodeDirective),
    SelectionSet: selectionSet.map(encodeSelection),
  });
}

function encodeFragment({ name, variableDefinition, typeCondition, directives, selectionSet }: Fragment): Value {
  return prune({
    Name: name,
    VariableDefinition: variableDefinition.map(encodeVariable),
    TypeCondition: typeCondition,
    Directives: directives.map(encodeDirective),
    SelectionSet: selectionSet.map(encodeSelection),
  });
}

function encodeVariable({ variable, type, defaultValue, directives, used }: VariableDefinition): Value {
  return prune({
    Variable: variable,
    Type: encodeType(type),
    DefaultValue: defaultValue && encodeValue(defaultValue),
    Directives: directives.map(encodeDirective),
    Used: used,
  });
}

function encodeSelection(selection: Selection): Value {
  const directives = selection.directives.map(encodeDirective);
  switch (selection.node) {
    case "field":
      return prune({
        Alias: selection.alias,
        Name: selection.name,
        Arguments: selection.arguments.map(encodeArgument),
        Directives: directives,
        SelectionSet: selection.selectionSet.map(encodeSelection),
      });
    case "spread":
      return prune({ Name: selection.name, Directives: directives });
    case "inline":
      return prune({
        TypeCondition: selection.typeCondition,
        Directives: directives,
        SelectionSet: selection.selectionSet.map(encodeSelection),
      });
    default:
      return selection satisfies never;
  }
}

function encodeDirective({ name, arguments: args, location }: Directive): Value {
  return prune({ Name: name, Arguments: args.map(encodeArgument), Location: location });
}

function encodeArgument({ name, value }: Argument): Value {
  return { Name: name, Value: encodeValue(value) };
}

function encodeValue({ kind, raw, children }: GraphqlValue): Value {
  return prune({
    Kind: kind,
    Raw: raw,
    Children: children.map(({ name, value }) => ({ Name: name, Value: encodeValue(value) })),
    ExpectedTypeHasDefault: false,
  });
}

function encodeType({ namedType, elem, nonNull }: TypeRef): Value {
  return prune({ NamedType: namedType, Elem: elem && encodeType(elem), NonNull: nonNull });
}

function encodeComments(comments: readonly string[]): Value | undefined {
  return comments.length === 0 ? undefined : { List: comments.map((Value) => ({ Value })) };
}

function encodeCommentsOf({ beforeDescription, afterDescription, end }: Comments): Readonly<Record<string, Value | undefined>> {
  return {
    BeforeDescriptionComment: encodeComments(beforeDescription),
    AfterDescriptionComment: encodeComments(afterDescription),
    EndOfDefinitionComment: encodeComments(end),
  };
}

function encodeDefinition(definition: Definition): Value {
  return prune({
    Kind: definition.kind,
    Description: definition.description,
    Name: definition.name,
    Directives: definition.directives.map(encodeDirective),
    Interfaces: definition.interfaces,
    Fields: definition.fields.map(encodeField),
    Types: definition.types,
    EnumValues: definition.enumValues.map(encodeEnumValue),
    BuiltIn: definition.builtIn,
    ...encodeCommentsOf(definition.comments),
  });
}

function encodeArgumentDefinition({ description, name, defaultValue, type, directives, comments }: ArgumentDefinition): Value {
  return prune({
    Description: description,
    Name: name,
    DefaultValue: defaultValue && encodeValue(defaultValue),
    Type: encodeType(type),
    Directives: directives.map(encodeDirective),
    ...encodeCommentsOf(comments),
  });
}

function encodeField({ description, name, arguments: args, defaultValue, type, directives, comments }: FieldDefinition): Value {
  return prune({
    Description: description,
    Name: name,
    Arguments: args.map(encodeArgumentDefinition),
    DefaultValue: defaultValue && encodeValue(defaultValue),
    Type: encodeType(type),
    Directives: directives.map(encodeDirective),
    ...encodeCommentsOf(comments),
  });
}

function encodeEnumValue({ description, name, directives, comments }: EnumValueDefinition): Value {
  return prune({ Description: description, Name: name, Directives: directives.map(encodeDirective), ...encodeCommentsOf(comments) });
}

function encodeDirectiveDefinition({ description, name, arguments: args, locations, isRepeatable, comments }: DirectiveDefinition): Value {
  return prune({
    Description: description,
    Name: name,
    Arguments: args.map(encodeArgumentDefinition),
    Locations: locations,
    IsRepeatable: isRepeatable,
    ...encodeCommentsOf(comments),
  });
}

function encodeSchemaDefinition({ description, directives, operationTypes, comments }: SchemaDefinition): Value {
  return prune({
    Description: description,
    Directives: directives.map(encodeDirective),
    OperationTypes: operationTypes.map(encodeOperationType),
    ...encodeCommentsOf(comments),
  });
}

function encodeOperationType({ operation, type, comment }: OperationType): Value {
  return prune({ Operation: operation, Type: type, Comment: encodeComments(comment) });
}
