/** Where a reader of YAML stopped: lines and columns from 0. */
export interface YamlMark {
  readonly line: number;
  readonly column: number;
  readonly position: number;
}

/** A problem in libyaml's words. Its scanner counts lines from 1 and its parser from 0; neither names the first line. */
interface Finding {
  readonly text: string;
  readonly line?: number;
}

/** Problems whose text does not depend on where they are. */
const fixedTexts: readonly (readonly [start: string, text: string])[] = [
  ["directive name must not be less than one character in length", "could not find expected directive name"],
  ["unacceptable YAML version of the document", "found incompatible YAML document"],
  ["undeclared tag handle", "found undefined tag handle"],
  ["the stream contains non-printable characters", "control characters are not allowed"],
  ["!!binary value", "!!binary value contains invalid base64 data"],
  ["cannot merge mappings", "map merge requires map or sequence of maps as the value"],
];

/**
 * What OPA says where js-yaml stops with the given reason. The two readers stop at the same texts, but not always at the same place:
 * where the reason leaves several of libyaml's texts, the characters around the mark decide.
 */
export function describeYamlProblem(source: string, reason: string, mark: YamlMark | undefined): string {
  const { text, line = 0 } = findProblem(source, reason, mark ?? { line: 0, column: 0, position: 0 });
  return `yaml: ${line > 0 ? `line ${line}: ` : ""}${text}`;
}

function findProblem(source: string, reason: string, mark: YamlMark): Finding {
  const fixed = fixedTexts.find(([start]) => reason.startsWith(start));
  if (fixed !== undefined) return { text: fixed[1] };
  const alias = /^unidentified alias "(.*)"$/s.exec(reason)?.[1];
  if (alias !== undefined) return { text: `unknown anchor '${alias}' referenced` };
  const tag = /^cannot resolve a node with !<tag:yaml\.org,2002:(\w+)> explicit tag$/.exec(reason)?.[1];
  if (tag !== undefined) return { text: `cannot decode !!str \`${taggedText(source, mark)}\` as a !!${tag}` };
  if (reason.startsWith("unexpected end of the stream within a flow collection")) {
    return { text: expectedInFlow(source, source.length), line: countLines(source) };
  }
  if (reason === "deficient indentation" || reason === "missed comma between flow collection entries") {
    return { text: expectedInFlow(source, mark.position), line: mark.line };
  }
  return findInScanner(source, reason, mark) ?? findInBlock(source, reason, mark) ?? { text: reason, line: mark.line + 1 };
}

/** Problems of the scanner with a reason of their own. */
function findInScanner(source: string, reason: string, mark: YamlMark): Finding | undefined {
  const line = scannerLine(mark.line);
  if (/^\s*\t/.test(source.slice(source.lastIndexOf("\n", mark.position - 1) + 1, mark.position))) {
    return { text: "found character that cannot start any token", line };
  }
  if (reason.startsWith("can not read a block mapping entry")) return { text: "could not find expected ':'", line: mark.line + 1 };
  if (/^unexpected end of the stream within a (?:single|double) quoted scalar$/.test(reason)) {
    return { text: "found unexpected end of stream", line: scannerLine(source.split("\n").length - 1) };
  }
  if (reason === "unknown escape sequence") return { text: "found unknown escape character", line };
  if (reason === "expected hexadecimal character") return { text: "did not find expected hexdecimal number", line };
  if (reason === "a line break is expected") return { text: "did not find expected comment or line break", line };
  if (reason === "expected ':' after a mapping key") return { text: "could not find expected ':'", line: mark.line + 2 };
  if (reason === "directives end mark is expected") return { text: "did not find expected <document start>", line: mark.line };
  if (reason.startsWith("expected the node content")) return { text: "did not find expected node content", line: mark.line };
  if (reason.startsWith("tab characters")) return { text: "found character that cannot start any token", line };
  return undefined;
}

/** Problems with the indentation and with what follows a node: what stands there tells them apart. */
function findInBlock(source: string, reason: string, mark: YamlMark): Finding | undefined {
  const isItem = reason === "bad indentation of a sequence entry";
  const isEnd = reason === "end of the stream or a document separator is expected";
  if (!isItem && !isEnd && reason !== "bad indentation of a mapping entry") return undefined;
  const at = source.charAt(mark.position);
  const line = scannerLine(mark.line);
  if (/[@`%]/.test(at)) return { text: "found character that cannot start any token", line };
  if (/^:(?:\s|$)/.test(source.slice(mark.position))) return { text: "mapping values are not allowed in this context", line };
  if (/^-(?:\s|$)/.test(source.slice(mark.position)) && !startsLine(source, mark)) {
    return { text: "block sequence entries are not allowed in this context", line };
  }
  if (/[\]},]/.test(at) && !isEnd) return { text: "did not find expected node content", line: mark.line };
  if (isEnd && mark.position === 0) return { text: "did not find expected node content" };
  const inSequence = isItem || (isEnd && /^(?:---.*\n|#.*\n|\s)*-\s/.test(source));
  return { text: inSequence ? "did not find expected '-' indicator" : "did not find expected key", line: mark.line };
}

function startsLine(source: string, { position }: YamlMark): boolean {
  return /(?:^|\n) *$/.test(source.slice(Math.max(0, position - 200), position));
}

/** The first line is not named. */
function scannerLine(line: number): number {
  return line === 0 ? 0 : line + 1;
}

/** Lines up to the end of the text, which libyaml takes for the start of another one. */
function countLines(source: string): number {
  return source.split("\n").length - (source.endsWith("\n") ? 1 : 0);
}

/** What a flow collection that is open at an offset could go on with. */
function expectedInFlow(source: string, end: number): string {
  const before = source.slice(0, end).replace(/(^|\s)#[^\n]*/g, "");
  // A line that is not indented enough ends the collection before what stands on it is looked at.
  const isCutOff = end < source.length && before.endsWith("\n");
  if (!isCutOff && /[[{,:]\s*$/.test(before)) return "did not find expected node content";
  const open: string[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|#[^\n]*|[[\]{}]/gs;
  for (const { 0: token, index } of source.matchAll(tokens)) {
    if (index >= end) break;
    if (token === "[" || token === "{") open.push(token);
    else if (token === "]" || token === "}") open.pop();
  }
  return `did not find expected ',' or '${open.at(-1) === "{" ? "}" : "]"}'`;
}

/** The plain text after a tag. */
function taggedText(source: string, { position }: YamlMark): string {
  const rest = /^!\S*\s+([^\n]*)/.exec(source.slice(position))?.[1] ?? "";
  return rest.replace(/\s+#.*$|\s+$/, "").replace(/^(["'])(.*)\1$/, "$2");
}
