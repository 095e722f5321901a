import type { Block } from "./read-blocks.ts";

/** A program that a page shows, maybe in several blocks. */
export interface Program {
  readonly page: string;
  readonly line: number;
  readonly text: string;
  /** What it prints by the page, line by line; undefined: it prints nothing, and is not run. */
  readonly printed: readonly string[] | undefined;
}

/** Commands as a terminal shows them. */
export interface Command {
  readonly page: string;
  readonly line: number;
  readonly command: string;
  /** The folder of the project in which it is run; undefined: one with the files of the page. */
  readonly folder: string | undefined;
  readonly output: string;
}

export function isProgram({ language, marks }: Block): boolean {
  return ["ts", "js"].includes(language) && !marks.has("same-as") && !marks.has("file");
}

/** The programs of a page. Throws where something is printed of which the page does not say what. */
export function findPrograms(blocks: readonly Block[]): readonly Program[] {
  const programs: Program[] = [];
  for (const block of blocks) {
    const last = programs.at(-1);
    if (block.marks.has("printed")) {
      if (last === undefined) throw new Error(`${block.page}:${block.line}: there is no program that prints this`);
      programs[programs.length - 1] = { ...last, printed: block.text.trimEnd().split("\n") };
    } else if (isProgram(block)) {
      const { page, line, text } = block;
      const printed = readPrinted(text);
      if (!block.marks.has("continues")) programs.push({ page, line, text, printed });
      else if (last === undefined) throw new Error(`${page}:${line}: there is no program to continue`);
      else {
        const both = last.printed === undefined && printed === undefined ? undefined : [...(last.printed ?? []), ...(printed ?? [])];
        programs[programs.length - 1] = { ...last, text: `${last.text}\n${text}`, printed: both };
      }
    }
  }
  return programs;
}

/** The comments behind calls of `console.log`. Where one has no comment, a block that is `printed` has to follow. */
function readPrinted(text: string): readonly string[] | undefined {
  const calls = text.split("\n").filter((line) => line.includes("console.log("));
  return calls.length === 0
    ? undefined
    : calls.map((line) => /console\.log\(.*\);\s*\/\/ (.*)$/.exec(line)?.[1] ?? "a comment that says what is printed");
}

/** Is a line that was printed what the page says? Behind it the page may say why: `undefined: no rule says so`. */
export function isAsPrinted(printed: string, expected: string): boolean {
  return printed === expected || expected.startsWith(`${printed}: `);
}

/** The commands of a block of a terminal, `$ COMMAND`, each with what follows it. */
export function findCommands({ page, line, marks, text }: Block): readonly Command[] {
  const [first, ...parts] = `\n${text}`.split("\n$ ");
  if (first !== "") throw new Error(`${page}:${line}: a block of a terminal begins with a command`);
  return parts.map((part, index) => {
    const [command = "", ...output] = part.split("\n");
    return { page, line: line + index, command, folder: marks.get("in"), output: output.join("\n").trimEnd() };
  });
}
