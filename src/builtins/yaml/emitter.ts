import { chooseStyle, isSimpleKey } from "./scalar-style.ts";
import { YamlWriter } from "./writer.ts";

/** A number or another scalar in the text that it has in YAML. */
export class Verbatim {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can be written: JSON, its scalars but strings as {@link Verbatim}. */
export type YamlNode = string | Verbatim | readonly YamlNode[] | ReadonlyMap<string, YamlNode>;

const indentStep = 2;

/** Where a node stands. */
type Position = "item" | "key" | "value" | "root";

/** Writes a document as libyaml's emitter does, in block style. */
export function emitYaml(node: YamlNode): string {
  const writer = new YamlWriter();
  emitNode(node, "root", -1, writer);
  writer.indent(0);
  return writer.text;
}

function emitNode(node: YamlNode, position: Position, indent: number, writer: YamlWriter): void {
  if (typeof node === "string") emitText(node, position, indent, writer);
  else if (node instanceof Verbatim) writer.plain(node.text, nextIndent(indent), true);
  else if (isList(node)) emitList(node, position, indent, writer);
  else emitMap(node, indent, writer);
}

function isList(node: YamlNode): node is readonly YamlNode[] {
  return Array.isArray(node);
}

function nextIndent(indent: number): number {
  return indent < 0 ? indentStep : indent + indentStep;
}

function emitText(text: string, position: Position, indent: number, writer: YamlWriter): void {
  const isKey = position === "key";
  const inner = nextIndent(indent);
  const style = chooseStyle(text, isKey);
  if (style === "plain") writer.plain(text, inner, !isKey);
  else if (style === "single") writer.singleQuoted(text, inner, !isKey);
  else if (style === "double") writer.doubleQuoted(text, inner, !isKey);
  else writer.literal(text, inner);
}

/** The items of a list that is the value of a key are not indented. */
function emitList(items: readonly YamlNode[], position: Position, indent: number, writer: YamlWriter): void {
  if (items.length === 0) {
    writer.indicator("[", true);
    writer.indicator("]", false);
    return;
  }
  const inner = indent < 0 ? 0 : position === "value" && !writer.isIndented ? indent : indent + indentStep;
  for (const item of items) {
    writer.indent(inner);
    writer.indicator("-", true, true);
    emitNode(item, "item", inner, writer);
  }
}

function emitMap(entries: ReadonlyMap<string, YamlNode>, indent: number, writer: YamlWriter): void {
  if (entries.size === 0) {
    writer.indicator("{", true);
    writer.indicator("}", false);
    return;
  }
  const inner = indent < 0 ? 0 : indent + indentStep;
  for (const [key, value] of entries) {
    writer.indent(inner);
    if (isSimpleKey(key)) {
      emitNode(key, "key", inner, writer);
      writer.indicator(":", false);
    } else {
      writer.indicator("?", true, true);
      emitNode(key, "value", inner, writer);
      writer.indent(inner);
      writer.indicator(":", true, true);
    }
    emitNode(value, "value", inner, writer);
  }
}
