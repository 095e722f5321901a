import type { Value } from "../../values/value.ts";
import type {
  Argument,
  ArgumentDefinition,
  ChildValue,
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
import { DecodeProblem, StructReader } from "./decode-reader.ts";

/** The way to a value, as Go names it in errors. */
type Path = readonly string[];

const nowhere = { position: undefined } as const;
const noComments: Comments = { beforeDescription: [], afterDescription: [], end: [] };

/**
 * Reads the JSON form of a query. It has no positions.
 *
 * @throws DecodeProblem
 */
export function decodeQuery(value: Value): QueryDocument {
  const document = new StructReader(value, "QueryDocument", []);
  return {
    operations: document.list("Operations", "ast.OperationList", readOperation),
    fragments: document.list("Fragments", "ast.FragmentDefinitionList", readFragment),
  };
}

/**
 * Reads the JSON form of a schema.
 *
 * @throws DecodeProblem
 */
export function decodeSchema(value: Value): SchemaDocument {
  const document = new StructReader(value, "SchemaDocument", []);
  return {
    schema: document.list("Schema", "ast.SchemaDefinitionList", readSchemaDefinition),
    schemaExtension: document.list("SchemaExtension", "ast.SchemaDefinitionList", readSchemaDefinition),
    directives: document.list("Directives", "ast.DirectiveDefinitionList", readDirectiveDefinition),
    definitions: document.list("Definitions", "ast.DefinitionList", readDefinition),
    extensions: document.list("Extensions", "ast.DefinitionList", readDefinition),
    comment: [],
  };
}

/** Operations, fragments and fields read themselves in gqlparser: the way to their parts starts anew. */
const ownReader = { exact: true, type: "map[string]json.RawMessage" } as const;

function readOperation(value: Value, path: Path): Operation {
  const operation = new StructReader(value, "QueryDocument", path, ownReader);
  return {
    operation: operation.text("Operation", "ast.Operation"),
    name: operation.text("Name"),
    variableDefinitions: operation.list("VariableDefinitions", "ast.VariableDefinitionList", readVariable),
    directives: operation.list("Directives", "ast.DirectiveList", readDirective),
    selectionSet: readSelections(operation),
    ...nowhere,
  };
}

function readFragment(value: Value, path: Path): Fragment {
  const fragment = new StructReader(value, "QueryDocument", path, ownReader);
  return {
    name: fragment.text("Name"),
    variableDefinition: fragment.list("VariableDefinition", "ast.VariableDefinitionList", readVariable),
    typeCondition: fragment.text("TypeCondition"),
    directives: fragment.list("Directives", "ast.DirectiveList", readDirective),
    selectionSet: readSelections(fragment),
    ...nowhere,
  };
}

/** What can be read as a field is one, else it is a spread, else an inline fragment; what is none of them is left out. */
function readSelections(parent: StructReader): Selection[] {
  return parent
    .list(
      "SelectionSet",
      "[]json.RawMessage",
      (value, path) =>
        tryRead(() => readField(value, path)) ?? tryRead(() => readSpread(value, path)) ?? tryRead(() => readInline(value, path)),
    )
    .filter((selection) => selection !== undefined);
}

function tryRead(read: () => Selection): Selection | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeProblem) return undefined;
    throw error;
  }
}

function readField(value: Value, path: Path): Selection {
  const field = new StructReader(value, "Field", path, { exact: true });
  return {
    node: "field",
    alias: field.text("Alias"),
    name: field.text("Name"),
    arguments: field.list("Arguments", "ast.ArgumentList", readArgument),
    directives: field.list("Directives", "ast.DirectiveList", readDirective),
    selectionSet: readSelections(field),
    ...nowhere,
  };
}

function readSpread(value: Value, path: Path): Selection {
  const spread = new StructReader(value, "FragmentSpread", path);
  return {
    node: "spread",
    name: spread.text("Name"),
    directives: spread.list("Directives", "ast.DirectiveList", readDirective),
    ...nowhere,
  };
}

function readInline(value: Value, path: Path): Selection {
  const fragment = new StructReader(value, "InlineFragment", path, { exact: true });
  return {
    node: "inline",
    typeCondition: fragment.text("TypeCondition"),
    directives: fragment.list("Directives", "ast.DirectiveList", readDirective),
    selectionSet: readSelections(fragment),
    ...nowhere,
  };
}

function readVariable(value: Value, path: Path): VariableDefinition {
  const variable = new StructReader(value, path[0] === "Operations" ? "QueryDocument" : "VariableDefinition", path.slice(0, -1));
  return {
    variable: variable.text("Variable"),
    type: variable.child("Type", readType) ?? unnamedType,
    defaultValue: variable.child("DefaultValue", readValue),
    directives: variable.list("Directives", "ast.DirectiveList", readDirective),
    used: variable.flag("Used"),
    ...nowhere,
  };
}

const unnamedType: TypeRef = { namedType: "", elem: undefined, nonNull: false, ...nowhere };

function readType(value: Value, path: Path): TypeRef {
  const type = new StructReader(value, "Type", path);
  return { namedType: type.text("NamedType"), elem: type.child("Elem", readType), nonNull: type.flag("NonNull"), ...nowhere };
}

function readDirective(value: Value, path: Path): Directive {
  const directive = new StructReader(value, "Directive", path);
  return {
    name: directive.text("Name"),
    arguments: directive.list("Arguments", "ast.ArgumentList", readArgument),
    location: directive.text("Location", "ast.DirectiveLocation"),
    ...nowhere,
  };
}

const noValue: GraphqlValue = { kind: 0, raw: "", children: [], ...nowhere };

function readArgument(value: Value, path: Path): Argument {
  const argument = new StructReader(value, "Argument", path);
  return { name: argument.text("Name"), value: argument.child("Value", readValue) ?? noValue, ...nowhere };
}

function readValue(value: Value, path: Path): GraphqlValue {
  const read = new StructReader(value, "Value", path);
  return {
    kind: read.number("Kind", "ast.ValueKind"),
    raw: read.text("Raw"),
    children: read.list("Children", "ast.ChildValueList", readChild),
    ...nowhere,
  };
}

function readChild(value: Value, path: Path): ChildValue {
  const child = new StructReader(value, "ChildValue", path);
  return { name: child.text("Name"), value: child.child("Value", readValue) ?? noValue, ...nowhere };
}

/** Comments of AST objects: `{"List": [{"Value": "# …"}]}`. */
function readComments(definition: StructReader): Comments {
  const read = (name: string): string[] => definition.child(name, readComment) ?? [];
  const comments = {
    beforeDescription: read("BeforeDescriptionComment"),
    afterDescription: read("AfterDescriptionComment"),
    end: read("EndOfDefinitionComment"),
  };
  return Object.values(comments).every((each) => each.length === 0) ? noComments : comments;
}

function readComment(value: Value, path: Path): string[] {
  const group = new StructReader(value, "CommentGroup", path);
  return group.list("List", "[]*ast.Comment", (item, inner) => new StructReader(item, "Comment", inner).text("Value"));
}

function readDefinition(value: Value, path: Path): Definition {
  const definition = new StructReader(value, "Definition", path);
  return {
    kind: definition.text("Kind", "ast.DefinitionKind"),
    description: definition.text("Description"),
    name: definition.text("Name"),
    directives: definition.list("Directives", "ast.DirectiveList", readDirective),
    interfaces: definition.texts("Interfaces"),
    fields: definition.list("Fields", "ast.FieldList", readFieldDefinition),
    types: definition.texts("Types"),
    enumValues: definition.list("EnumValues", "ast.EnumValueList", readEnumValue),
    builtIn: definition.flag("BuiltIn"),
    comments: readComments(definition),
    ...nowhere,
  };
}

function readFieldDefinition(value: Value, path: Path): FieldDefinition {
  const field = new StructReader(value, "FieldDefinition", path);
  return { ...readTyped(field), arguments: field.list("Arguments", "ast.ArgumentDefinitionList", readArgumentDefinition) };
}

function readArgumentDefinition(value: Value, path: Path): ArgumentDefinition {
  return readTyped(new StructReader(value, "ArgumentDefinition", path));
}

function readTyped(definition: StructReader): ArgumentDefinition {
  return {
    description: definition.text("Description"),
    name: definition.text("Name"),
    defaultValue: definition.child("DefaultValue", readValue),
    type: definition.child("Type", readType) ?? unnamedType,
    directives: definition.list("Directives", "ast.DirectiveList", readDirective),
    comments: readComments(definition),
    ...nowhere,
  };
}

function readEnumValue(value: Value, path: Path): EnumValueDefinition {
  const definition = new StructReader(value, "EnumValueDefinition", path);
  return {
    description: definition.text("Description"),
    name: definition.text("Name"),
    directives: definition.list("Directives", "ast.DirectiveList", readDirective),
    comments: readComments(definition),
    ...nowhere,
  };
}

function readDirectiveDefinition(value: Value, path: Path): DirectiveDefinition {
  const definition = new StructReader(value, "DirectiveDefinition", path);
  return {
    description: definition.text("Description"),
    name: definition.text("Name"),
    arguments: definition.list("Arguments", "ast.ArgumentDefinitionList", readArgumentDefinition),
    locations: definition.texts("Locations"),
    isRepeatable: definition.flag("IsRepeatable"),
    comments: readComments(definition),
    ...nowhere,
  };
}

function readSchemaDefinition(value: Value, path: Path): SchemaDefinition {
  const definition = new StructReader(value, "SchemaDefinition", path);
  return {
    description: definition.text("Description"),
    directives: definition.list("Directives", "ast.DirectiveList", readDirective),
    operationTypes: definition.list("OperationTypes", "ast.OperationTypeDefinitionList", readOperationType),
    comments: readComments(definition),
    ...nowhere,
  };
}

function readOperationType(value: Value, path: Path): OperationType {
  const definition = new StructReader(value, "OperationTypeDefinition", path);
  return {
    operation: definition.text("Operation", "ast.Operation"),
    type: definition.text("Type"),
    comment: definition.child("Comment", readComment) ?? [],
    ...nowhere,
  };
}
