import type {
  Argument,
  ArgumentDefinition,
  Definition,
  Directive,
  Field,
  FieldDefinition,
  Fragment,
  GraphqlValue,
  Operation,
  QueryDocument,
  Selection,
  TypeRef,
  VariableDefinition,
} from "../ast.ts";
import { nameOfType, valueKind } from "../ast.ts";
import type { Schema } from "../schema.ts";
import { findNamed } from "../schema.ts";
import type { DirectiveUse, Expectation, FieldUse, Observer } from "./rule.ts";

const unknown: Expectation = { expectedType: undefined, hasDefault: false, definition: undefined };
const typeName: FieldDefinition = {
  name: "__typename",
  type: { namedType: "String", elem: undefined, nonNull: false, position: undefined },
  description: "",
  arguments: [],
  defaultValue: undefined,
  directives: [],
  comments: { beforeDescription: [], afterDescription: [], end: [] },
  position: undefined,
};

/** Walks operations and then fragments, and calls observers in their order. Fragments are walked where they are spread, too. */
export class Walker {
  private readonly schema: Schema;
  private readonly document: QueryDocument;
  private readonly tick: (steps: number) => void;
  private observers: readonly Observer[] = [];
  private walkedFragments = new Set<string>();
  private readonly usedVariables = new Set<VariableDefinition>();
  private readonly fieldUses = new Map<Field, FieldUse>();
  /** The operation that is being walked. */
  operation: Operation | undefined;

  constructor(schema: Schema, document: QueryDocument, tick: (steps: number) => void) {
    this.schema = schema;
    this.document = document;
    this.tick = tick;
  }

  isUsed(variable: VariableDefinition): boolean {
    return variable.used || this.usedVariables.has(variable);
  }

  useOf(field: Field): FieldUse | undefined {
    return this.fieldUses.get(field);
  }

  walk(observers: readonly Observer[]): void {
    this.observers = observers;
    for (const operation of this.document.operations) {
      this.walkedFragments = new Set();
      this.walkOperation(operation);
    }
    for (const fragment of this.document.fragments) {
      this.walkedFragments = new Set();
      this.walkFragment(fragment);
    }
  }

  private notify(call: (observer: Observer) => void): void {
    for (const observer of this.observers) call(observer);
  }

  private walkOperation(operation: Operation): void {
    this.operation = operation;
    for (const variable of operation.variableDefinitions) this.notify((each) => each.variable?.(variable));
    const { definition, location } = this.rootOf(operation.operation);
    for (const variable of operation.variableDefinitions) {
      if (variable.defaultValue !== undefined) this.walkValue(variable.defaultValue, this.expect(variable.type, false));
      this.walkDirectives(variable.directives, "VARIABLE_DEFINITION");
    }
    this.walkDirectives(operation.directives, location);
    this.walkSelections(definition, operation.selectionSet);
    this.notify((each) => each.operation?.(operation));
    this.operation = undefined;
  }

  private rootOf(operation: string): { readonly definition: Definition | undefined; readonly location: string } {
    const { query, mutation, subscription } = this.schema;
    if (operation === "mutation") return { definition: mutation, location: "MUTATION" };
    if (operation === "subscription") return { definition: subscription, location: "SUBSCRIPTION" };
    return { definition: query, location: "QUERY" };
  }

  private walkFragment(fragment: Fragment): void {
    const definition = this.schema.types.get(fragment.typeCondition);
    this.walkDirectives(fragment.directives, "FRAGMENT_DEFINITION");
    this.walkSelections(definition, fragment.selectionSet);
    this.notify((each) => each.fragment?.(fragment, definition));
  }

  private walkDirectives(directives: readonly Directive[], location: string): void {
    const uses = directives.map((directive): DirectiveUse => {
      const definition = this.schema.directives.get(directive.name);
      const use = { directive, definition, location };
      for (const argument of directive.arguments) this.walkArgument(definition?.arguments, argument);
      this.notify((each) => each.directive?.(use));
      return use;
    });
    this.notify((each) => each.directiveList?.(uses));
  }

  private walkArgument(definitions: readonly ArgumentDefinition[] | undefined, { name, value }: Argument): void {
    const definition = definitions && findNamed(definitions, name);
    this.walkValue(value, definition === undefined ? unknown : this.expect(definition.type, hasDefault(definition)));
  }

  private expect(type: TypeRef, isOptional: boolean): Expectation {
    return { expectedType: type, hasDefault: isOptional, definition: this.schema.types.get(nameOfType(type)) };
  }

  private walkValue(value: GraphqlValue, expectation: Expectation): void {
    this.tick(1);
    const variable = value.kind === valueKind.variable ? this.useVariable(value.raw) : undefined;
    for (const child of value.children) {
      if (value.kind === valueKind.object) {
        const field = expectation.definition && findNamed(expectation.definition.fields, child.name);
        this.walkValue(child.value, field === undefined ? unknown : this.expect(field.type, hasDefault(field)));
      } else if (value.kind === valueKind.list) {
        const elem = expectation.expectedType?.elem;
        const inner = elem === undefined ? unknown : { expectedType: elem, hasDefault: false, definition: expectation.definition };
        this.walkValue(child.value, inner);
      }
    }
    const use = { value, ...expectation, variable };
    this.notify((each) => each.value?.(use));
  }

  private useVariable(name: string): VariableDefinition | undefined {
    const variable = this.operation?.variableDefinitions.find((each) => each.variable === name);
    if (variable !== undefined) this.usedVariables.add(variable);
    return variable;
  }

  private walkSelections(parent: Definition | undefined, selections: readonly Selection[]): void {
    for (const selection of selections) {
      this.tick(1);
      this.walkSelection(parent, selection);
    }
  }

  private walkSelection(parent: Definition | undefined, selection: Selection): void {
    switch (selection.node) {
      case "field": {
        const definition = selection.name === "__typename" ? typeName : parent && findNamed(parent.fields, selection.name);
        const use = { field: selection, definition, parent };
        this.fieldUses.set(selection, use);
        for (const argument of selection.arguments) this.walkArgument(definition?.arguments, argument);
        this.walkDirectives(selection.directives, "FIELD");
        this.walkSelections(definition && this.schema.types.get(nameOfType(definition.type)), selection.selectionSet);
        this.notify((each) => each.field?.(use));
        return;
      }
      case "inline": {
        this.walkDirectives(selection.directives, "INLINE_FRAGMENT");
        const inner = selection.typeCondition === "" ? parent : this.schema.types.get(selection.typeCondition);
        this.walkSelections(inner, selection.selectionSet);
        this.notify((each) => each.inlineFragment?.(selection, parent));
        return;
      }
      case "spread": {
        const fragment = findNamed(this.document.fragments, selection.name);
        this.walkDirectives(selection.directives, "FRAGMENT_SPREAD");
        if (fragment !== undefined && !this.walkedFragments.has(fragment.name)) {
          this.walkedFragments.add(fragment.name);
          this.walkDirectives(fragment.directives, "FRAGMENT_DEFINITION");
          this.walkSelections(this.schema.types.get(fragment.typeCondition), fragment.selectionSet);
        }
        this.notify((each) => each.fragmentSpread?.(selection, fragment, parent));
        return;
      }
      default:
        selection satisfies never;
    }
  }
}

function hasDefault({ defaultValue }: ArgumentDefinition): boolean {
  return defaultValue !== undefined && defaultValue.kind !== valueKind.null;
}
