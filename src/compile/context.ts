import type { Span, Term } from "../ast/nodes.ts";
import type { ErrorCode, RegoError } from "../errors/rego-error.ts";
import type { SourceText } from "../errors/source-text.ts";

/** Names that the compiler gives start with a character that no written name has. */
export function isLocalName(name: string): boolean {
  return name.startsWith("#");
}

/** Makes names for variables that the compiler introduces, and remembers which written variable each stands for. */
export class LocalNames {
  private count = 0;
  private readonly written = new Map<string, string>();
  private readonly terms = new Map<string, Term>();
  private readonly templateParts = new Set<string>();
  private readonly mentions = new Map<SourceText, Map<number, Span>>();

  /** A new name; `stands` is the variable of the text that it renames, if there is one. */
  generate(stands?: string): string {
    const name = `#${this.count++}`;
    if (stands !== undefined) this.written.set(name, stands);
    return name;
  }

  /** A new name for the value of a term, which messages show in its place. */
  generateFor(term: Term): string {
    const name = this.generate();
    this.terms.set(name, term);
    return name;
  }

  /** The term whose value the compiler gave a name to. */
  termOf(name: string): Term | undefined {
    return this.terms.get(name);
  }

  /** Notes where a name that stands for a reference with this head is mentioned. */
  mention(source: SourceText, head: Span, mention: Span): void {
    const mentions = this.mentions.get(source) ?? new Map<number, Span>();
    this.mentions.set(source, mentions.set(head.start, mention));
  }

  /** The last mention of all names whose references have this head, undefined where it is written out. */
  lastMention(source: SourceText, head: Span): Span | undefined {
    return this.mentions.get(source)?.get(head.start);
  }

  /** A new name for the value of an expression in a template string. */
  generateForTemplate(): string {
    const name = this.generate();
    this.templateParts.add(name);
    return name;
  }

  isTemplatePart(name: string): boolean {
    return this.templateParts.has(name);
  }

  /** The name as the text has it: `_` for wildcards; undefined for a variable that is not in the text. */
  writtenName(name: string): string | undefined {
    const parsed = this.parsedName(name);
    return parsed?.startsWith("$") ? "_" : parsed;
  }

  /** The name as the parser made it: `$0`, `$1`, … for wildcards; undefined for a variable that is not in the text. */
  parsedName(name: string): string | undefined {
    return this.written.get(name) ?? (isLocalName(name) ? undefined : name);
  }
}

/** Collects the errors of a stage. */
export class ErrorCollector {
  readonly errors: RegoError[] = [];
  private readonly limit: number;

  /** At `limit` errors OPA stops to look for more; 0 for never. */
  constructor(limit = 10) {
    this.limit = limit > 0 ? limit : Number.POSITIVE_INFINITY;
  }

  /** Whether further errors would not be reported. */
  get isFull(): boolean {
    return this.errors.length >= this.limit;
  }

  /** What was collected, in the order in which OPA finds it; at the limit it gives up and says so. */
  reported(): readonly RegoError[] {
    if (!this.isFull) return this.errors;
    return [...this.errors.slice(0, this.limit), { code: "rego_compile_error", message: "error limit reached" }];
  }

  add(code: ErrorCode, source: SourceText, span: Span, message: string, details?: unknown): void {
    const location = source.locate(span.start);
    this.errors.push(details === undefined ? { code, message, location } : { code, message, location, details });
  }

  /** An error whose place OPA does not know. */
  addUnplaced(code: ErrorCode, message: string): void {
    this.errors.push({ code, message });
  }
}
