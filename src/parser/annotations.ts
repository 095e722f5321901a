import type { Annotations, Comment, Import, Package, RefTerm, Rule, Term } from "../ast/nodes.ts";
import { annotationMisplaced, EMPTY_METADATA, entrypointMisplaced, invalidAnnotationScope } from "../errors/parse-errors.ts";
import type { SourceText } from "../errors/source-text.ts";
import { AnnotationFieldError, type AnnotationFields, normalizeAnnotation } from "./annotation-fields.ts";
import { AnnotationYamlError, readAnnotationYaml } from "./annotation-yaml.ts";
import type { Fault } from "./fault.ts";
import { isFirstInLine, startsMetadata } from "./metadata-comment.ts";

/** The statements of a module that annotations may stand before. */
export interface AnnotatedModule {
  readonly source: SourceText;
  readonly package: Package;
  readonly imports: readonly Import[];
  readonly rules: readonly Rule[];
  readonly comments: readonly Comment[];
}

/** The annotations of a module, and what is wrong with them: in their YAML, which OPA reports with its line, and in where they stand. */
export interface ParsedAnnotations {
  readonly annotations: readonly Annotations[];
  readonly yamlFaults: readonly Fault[];
  readonly scopeFaults: readonly Fault[];
}

/** A METADATA comment and the comments right below it. */
interface Block {
  readonly comments: readonly Comment[];
  readonly start: number;
  readonly end: number;
}

interface ReadBlock extends AnnotationFields {
  readonly block: Block;
}

type Target = { readonly kind: "package" | "import" } | { readonly kind: "rule"; readonly rule: Rule };

/** Reads the METADATA blocks of a module and attaches each to the statement after it. */
export function parseAnnotations(module: AnnotatedModule, readReference: (text: string) => readonly Term[] | undefined): ParsedAnnotations {
  const yamlFaults: Fault[] = [];
  const read: ReadBlock[] = [];
  for (const block of findBlocks(module)) {
    const result = readBlock(block, readReference);
    if ("message" in result) yamlFaults.push(result);
    else read.push({ ...result, block });
  }
  if (yamlFaults.length > 0) return { annotations: [], yamlFaults, scopeFaults: [] };
  const scopeFaults: Fault[] = [];
  const annotations = read.flatMap((each) => {
    const attached = attach(each, module);
    if (!("message" in attached)) return [attached];
    scopeFaults.push(attached);
    return [];
  });
  return { annotations, yamlFaults, scopeFaults };
}

/** {@link parseAnnotations} as a parameter of the parser: most modules have no METADATA, and a reader of YAML is large. */
export type ParseAnnotations = typeof parseAnnotations;

// --- blocks

function findBlocks({ comments, source }: AnnotatedModule): readonly Block[] {
  const blocks: Comment[][] = [];
  let open: Comment[] | undefined;
  for (const comment of comments) {
    if (startsMetadata(comment, source)) {
      open = [comment];
      blocks.push(open);
    } else if (open !== undefined && isFirstInLine(comment, source) && isNextLine(open, comment, source)) open.push(comment);
    else open = undefined;
  }
  return blocks.map((list) => ({ comments: list, start: list[0]?.start ?? 0, end: list.at(-1)?.end ?? 0 }));
}

function isNextLine(block: readonly Comment[], comment: Comment, source: SourceText): boolean {
  return /^\r?\n$/.test(source.text.slice(block.at(-1)?.end, comment.start).replace(/^\r$/, ""));
}

function readBlock(block: Block, readReference: (text: string) => readonly Term[] | undefined): AnnotationFields | Fault {
  const lines = block.comments.slice(1).map(({ text }) => text.replace(/^ /, ""));
  if (lines.every((line) => line.trim() === "")) return { message: EMPTY_METADATA, offset: block.start };
  try {
    return normalizeAnnotation(readAnnotationYaml(`${lines.join("\n")}\n`), readReference);
  } catch (error) {
    if (error instanceof AnnotationYamlError) return { message: error.message, offset: faultOffset(block, error.message) };
    if (error instanceof AnnotationFieldError) return fieldFault(error, block, lines);
    throw error;
  }
}

function fieldFault({ field, message }: AnnotationFieldError, block: Block, lines: readonly string[]): Fault {
  if (!message.startsWith("cannot unmarshal")) return { message, offset: block.start };
  const found = field === undefined ? 0 : lines.findIndex((line) => line.startsWith(`${field}:`));
  const at = Math.max(0, found);
  const isBelow = field !== undefined && lines[at]?.trim() === `${field}:`;
  const line = isBelow ? at + 2 : at + 1;
  const text = `yaml: unmarshal errors:\n  line ${line}: ${message}`;
  return { message: text, offset: faultOffset(block, text) };
}

/** Where OPA places a fault in YAML: a line behind the one that its text names, else at the first; never behind the block. */
function faultOffset({ comments, start }: Block, message: string): number {
  const line = Number(/line (\d+)/.exec(message)?.[1] ?? 0);
  return comments[Math.min(line + 1, comments.length - 1)]?.start ?? start;
}

// --- targets

function attach({ block, entrypoint, fields, scope: written }: ReadBlock, module: AnnotatedModule): Annotations | Fault {
  const target = targetAfter(block.end, module);
  const inferred = target?.kind === "rule" && entrypoint ? "document" : (target?.kind ?? "");
  const scope = written === undefined || written === "" ? inferred : written;
  const offset = block.start;
  if (!isScope(scope)) return { message: invalidAnnotationScope(scope), offset };
  const wanted = scope === "rule" || scope === "document" ? "rule" : "package";
  if (target?.kind !== wanted) return { message: annotationMisplaced(scope, wanted, target?.kind ?? ""), offset };
  if (entrypoint && scope !== "document" && scope !== "package") return { message: entrypointMisplaced(scope), offset };
  const rule = target.kind === "rule" ? target.rule : undefined;
  return { scope, fields, target: targetPath(module.package.path, rule), rule, start: block.start, end: block.end };
}

function isScope(scope: string): scope is Annotations["scope"] {
  return scope === "rule" || scope === "document" || scope === "package" || scope === "subpackages";
}

/** The first statement that starts behind an offset. */
function targetAfter(offset: number, { imports, package: packageNode, rules }: AnnotatedModule): Target | undefined {
  const rule = firstAfter(rules, offset);
  const statement = firstAfter(imports, offset);
  if (packageNode.start >= offset) return { kind: "package" };
  if (statement !== undefined && (rule === undefined || statement.start < rule.start)) return { kind: "import" };
  return rule === undefined ? undefined : { kind: "rule", rule };
}

/** Statements are in order of the text. */
function firstAfter<T extends { readonly start: number }>(statements: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return statements[low];
}

/** The path of a package, or of a rule up to its first operand that is not a string. */
function targetPath(path: RefTerm, rule: Rule | undefined): RefTerm {
  const [head, ...rest] = rule?.head.ref.terms ?? [];
  if (head?.kind !== "var") return path;
  const dynamic = rest.findIndex((term) => term.kind !== "string");
  const name: Term = { kind: "string", value: head.name, start: head.start, end: head.end };
  return { ...path, terms: [...path.terms, name, ...(dynamic < 0 ? rest : rest.slice(0, dynamic))] };
}
