/** A fenced block of a page. */
export interface Block {
  /** The page's path in the project. */
  readonly page: string;
  /** Where the fence is; 1-based. */
  readonly line: number;
  /** The first word behind the fence; empty where there is none. */
  readonly language: string;
  /** What the fence says besides, which no renderer shows: `continues`, `file=NAME`. */
  readonly marks: ReadonlyMap<string, string>;
  /** With a newline at its end. */
  readonly text: string;
}

/** Marks that a fence may have, and what they say. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ["continues", "The block goes on with the program of the block before it"],
  ["file", "The block is a file of this name, for the programs and commands of the page"],
  ["same-as", "The block is this file of the project, which has a test of its own"],
  ["printed", "The block is all that the program before it prints"],
  ["in", "The folder of the project in which the commands are run, in place of one with the files of the page"],
  ["own-builtins", "The policy calls builtins of the program around it"],
]);

/** The fenced blocks of a page, in their order. Throws for a fence that is not closed. */
export function readBlocks(page: string, text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const [, info] = /^```(.*)$/.exec(lines[index] ?? "") ?? [];
    if (info === undefined) continue;
    const end = lines.indexOf("```", index + 1);
    if (end < 0) throw new Error(`${page}:${index + 1}: the block is not closed`);
    const [language = "", ...marks] = info.trim().split(/\s+/);
    blocks.push({
      page,
      line: index + 1,
      language,
      marks: new Map(marks.map((mark) => readMark(mark, `${page}:${index + 1}`))),
      text: `${lines.slice(index + 1, end).join("\n")}\n`,
    });
    index = end;
  }
  return blocks;
}

function readMark(mark: string, place: string): readonly [string, string] {
  const [name = "", value = ""] = mark.split("=");
  if (!MARKS.has(name)) throw new Error(`${place}: no mark of this name: ${name}`);
  return [name, value];
}
