import type { Argument, Field, FragmentSpread, Selection, TypeRef } from "../ast.ts";
import { printType } from "../ast.ts";
import type { Position } from "../problem.ts";
import { GraphqlProblem } from "../problem.ts";
import type { Schema } from "../schema.ts";
import { findNamed, isLeaf } from "../schema.ts";
import type { Rule, Validation } from "./rule.ts";

/** Two fields with one name in the answer that cannot both be there. */
interface Conflict {
  readonly name: string;
  readonly reason: string;
  readonly position: Position | undefined;
}

/** The fields of a selection set by their names in the answer, and the fragments that are spread there. */
interface Collected {
  readonly fields: ReadonlyMap<string, readonly Field[]>;
  readonly spreads: readonly FragmentSpread[];
}

/** Fields that go by one name in the answer must be the same field with the same arguments and a like type. */
export const overlappingFieldsCanBeMerged: Rule = (validation) => {
  const finder = new ConflictFinder(validation);
  const check = (selections: readonly Selection[]): void => {
    for (const { name, reason, position } of finder.findWithin(selections)) {
      const advice = "Use different aliases on the fields to fetch both if this was intentional.";
      validation.report(`Fields "${name}" conflict because ${reason}. ${advice}`, position);
    }
  };
  return {
    operation: ({ selectionSet }) => check(selectionSet),
    field: ({ field }) => {
      // The fields of fragments were looked at where these are spread.
      if (validation.operation() !== undefined) check(field.selectionSet);
    },
    inlineFragment: ({ selectionSet }) => check(selectionSet),
    fragment: ({ selectionSet }) => check(selectionSet),
  };
};

/** Fields are compared no deeper (fragments that spread themselves go on for ever), and no more of them. */
const maximalDepth = 100;
const maximalComparisons = 1_000_000;

class ConflictFinder {
  private readonly validation: Validation;
  /** Pairs of fragments that were compared, and whether only as parts of objects that cannot both be. */
  private readonly comparedPairs = new Map<string, boolean>();
  /** Fragments that the fields at hand were compared with. One set for all depths, as in gqlparser: comparing what is inside starts it anew. */
  private comparedFragments = new Set<string>();
  private depth = 0;
  private comparisons = 0;

  constructor(validation: Validation) {
    this.validation = validation;
  }

  findWithin(selections: readonly Selection[]): Conflict[] {
    if (selections.length === 0) return [];
    const { fields, spreads } = collectFields(selections);
    const conflicts: Conflict[] = [];
    for (const group of fields.values()) {
      for (const [index, field] of group.entries()) this.compareFields(conflicts, false, [field], group.slice(index + 1));
    }
    this.comparedFragments = new Set();
    for (const [index, spread] of spreads.entries()) {
      this.compareWithFragment(conflicts, false, fields, spread);
      for (const other of spreads.slice(index + 1)) this.compareFragments(conflicts, false, spread, other);
    }
    return conflicts;
  }

  private compareFields(conflicts: Conflict[], exclusive: boolean, left: readonly Field[], right: readonly Field[]): void {
    for (const field of left) {
      for (const other of right) {
        const conflict = this.findConflict(exclusive, field, other);
        if (conflict !== undefined) conflicts.push(conflict);
      }
    }
  }

  private compareMaps(conflicts: Conflict[], exclusive: boolean, left: Collected["fields"], right: Collected["fields"]): void {
    for (const [name, fields] of left) this.compareFields(conflicts, exclusive, fields, right.get(name) ?? []);
  }

  private compareWithFragment(conflicts: Conflict[], exclusive: boolean, fields: Collected["fields"], spread: FragmentSpread): void {
    if (this.comparedFragments.has(spread.name)) return;
    this.comparedFragments.add(spread.name);
    const fragment = this.collectFragment(spread);
    if (fragment === undefined || isSameMap(fields, fragment.fields)) return;
    this.compareMaps(conflicts, exclusive, fields, fragment.fields);
    for (const inner of fragment.spreads) {
      if (inner.name !== spread.name) this.compareWithFragment(conflicts, exclusive, fields, inner);
    }
  }

  private compareAnew(conflicts: Conflict[], exclusive: boolean, fields: Collected["fields"], spread: FragmentSpread): void {
    this.comparedFragments = new Set();
    this.compareWithFragment(conflicts, exclusive, fields, spread);
  }

  private compareFragments(conflicts: Conflict[], exclusive: boolean, left: FragmentSpread, right: FragmentSpread): void {
    if (left.name === right.name || this.wasCompared(left.name, right.name, exclusive)) return;
    const one = this.collectFragment(left);
    const other = this.collectFragment(right);
    if (one === undefined || other === undefined) return;
    this.compareMaps(conflicts, exclusive, one.fields, other.fields);
    for (const spread of other.spreads) this.compareFragments(conflicts, exclusive, left, spread);
    for (const spread of one.spreads) this.compareFragments(conflicts, exclusive, spread, right);
  }

  private wasCompared(left: string, right: string, exclusive: boolean): boolean {
    const pair = left < right ? `${left} ${right}` : `${right} ${left}`;
    const known = this.comparedPairs.get(pair);
    // What was compared as if both could be is settled; otherwise only the weaker question is.
    if (known !== undefined && (exclusive || !known)) return true;
    this.comparedPairs.set(pair, exclusive);
    return false;
  }

  private collectFragment({ name }: FragmentSpread): Collected | undefined {
    const fragment = findNamed(this.validation.document.fragments, name);
    return fragment && collectFields(fragment.selectionSet);
  }

  private findConflict(parentsExclusive: boolean, left: Field, right: Field): Conflict | undefined {
    this.validation.tick(1);
    if (++this.comparisons > maximalComparisons) throw new GraphqlProblem("too many fields to compare", right.position);
    const one = this.validation.useOf(left);
    const other = this.validation.useOf(right);
    if (one?.parent === undefined || other?.parent === undefined) return undefined;
    const areObjects = one.parent.kind === "OBJECT" && other.parent.kind === "OBJECT";
    const areKnown = one.definition !== undefined && other.definition !== undefined;
    const exclusive = parentsExclusive || (areObjects && areKnown && one.parent.name !== other.parent.name);
    const conflict = (reason: string): Conflict => ({ name: responseName(left), reason, position: right.position });
    if (!exclusive) {
      if (left.name !== right.name) return conflict(`"${left.name}" and "${right.name}" are different fields`);
      if (!hasSameArguments(left.arguments, right.arguments)) return conflict("they have differing arguments");
    }
    if (one.definition && other.definition && haveConflict(this.validation.schema, one.definition.type, other.definition.type)) {
      const [type, otherType] = [printType(one.definition.type), printType(other.definition.type)];
      return conflict(`they return conflicting types "${type}" and "${otherType}"`);
    }
    if (this.depth >= maximalDepth) return undefined;
    this.depth++;
    const inner = this.findBetween(exclusive, left.selectionSet, right.selectionSet);
    this.depth--;
    if (inner.length === 0) return undefined;
    return conflict(inner.map(({ name, reason }) => `subfields "${name}" conflict because ${reason}`).join(" and "));
  }

  private findBetween(exclusive: boolean, left: readonly Selection[], right: readonly Selection[]): Conflict[] {
    const conflicts: Conflict[] = [];
    const one = collectFields(left);
    const other = collectFields(right);
    this.compareMaps(conflicts, exclusive, one.fields, other.fields);
    for (const spread of other.spreads) this.compareAnew(conflicts, exclusive, one.fields, spread);
    for (const spread of one.spreads) this.compareAnew(conflicts, exclusive, other.fields, spread);
    for (const spread of one.spreads) {
      for (const otherSpread of other.spreads) this.compareFragments(conflicts, exclusive, spread, otherSpread);
    }
    return conflicts;
  }
}

function responseName({ alias, name }: Field): string {
  return alias === "" ? name : alias;
}

function collectFields(selections: readonly Selection[]): Collected {
  const fields = new Map<string, Field[]>();
  const spreads: FragmentSpread[] = [];
  const collect = (set: readonly Selection[]): void => {
    for (const selection of set) {
      if (selection.node === "inline") collect(selection.selectionSet);
      else if (selection.node === "spread") spreads.push(selection);
      else {
        const name = responseName(selection);
        const known = fields.get(name);
        if (known === undefined) fields.set(name, [selection]);
        else known.push(selection);
      }
    }
  };
  collect(selections);
  return { fields, spreads };
}

function isSameMap(left: Collected["fields"], right: Collected["fields"]): boolean {
  if (left.size !== right.size) return false;
  for (const [name, fields] of left) {
    const others = right.get(name);
    if (others?.length !== fields.length || fields.some((field, index) => field !== others[index])) return false;
  }
  return true;
}

function hasSameArguments(left: readonly Argument[], right: readonly Argument[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ name, value }) => {
      const other = findNamed(right, name)?.value;
      return other !== undefined && other.kind === value.kind && other.raw === value.raw;
    })
  );
}

/** Whether values of two types cannot stand in one place. Objects and the like can: their fields are compared. */
function haveConflict(schema: Schema, left: TypeRef, right: TypeRef): boolean {
  if (left.elem !== undefined && right.elem !== undefined) return haveConflict(schema, left.elem, right.elem);
  if (left.elem !== undefined || right.elem !== undefined || left.nonNull !== right.nonNull) return true;
  const type = schema.types.get(left.namedType);
  const other = schema.types.get(right.namedType);
  return type !== undefined && other !== undefined && isLeaf(type) && isLeaf(other) && type.name !== other.name;
}
