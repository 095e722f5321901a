import type { SourceText } from "../errors/source-text.ts";
import type { Linker } from "../eval/closures.ts";
import type { Pattern, RuleGroup, Slot, Step, ValueNode } from "../plan/nodes.ts";
import type { Atom, Leave, SourceWriter } from "./source-writer.ts";

/** Prints what stands where all steps have passed. `leave` goes on to the next way in which they may pass. */
export type PrintLast = (leave: Leave) => void;

/** Prints plan nodes. The parts that do (`print-*.ts`) call each other only through it. */
export interface Printer {
  /** Works a value out; leaves where it is undefined. */
  readonly value: (site: Site, node: ValueNode, leave: Leave) => Atom;
  /** Works a value out that may be undefined. */
  readonly maybe: (site: Site, node: ValueNode) => Atom;
  /** Matches a value, binding slots; leaves where it does not match. */
  readonly pattern: (site: Site, pattern: Pattern, value: Atom, leave: Leave) => void;
  /** Prints steps, and `last` for each way in which all of them pass. */
  readonly steps: (site: Site, steps: readonly Step[], leave: Leave, last: PrintLast) => void;
}

/** Links what is not printed. */
export interface PrintLinker extends Linker {
  /** May a group have to wait for an asynchronous builtin? Without one: may any of the program? */
  readonly mayWait: (group: RuleGroup | undefined) => boolean;
}

/** Where source is printed: for which branch of which policy, and into what. */
export interface Site {
  readonly writer: SourceWriter;
  readonly print: Printer;
  /** For what is linked rather than printed. */
  readonly linker: PrintLinker;
  readonly source: SourceText;
  /** The variable that holds the layer; another one below a `with`. */
  readonly layer: Atom;
  /** What the names of slots start with. */
  readonly prefix: string;
}

/** The variable that a slot becomes. */
export function slotName(site: Site, slot: Slot): Atom {
  return `${site.prefix}${slot}`;
}

/** The plan has something that is not printed; closures run it. */
export class NotPrintable extends Error {}

/** Refuses what may have to wait: printed source does not look for answers that are missing. @throws NotPrintable */
export function refuseWaiting(site: Site, group: RuleGroup | undefined): void {
  if (site.linker.mayWait(group)) throw new NotPrintable();
}
