import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { listSources, root } from "./workshop.ts";

/** What TypeScript says of files that import the package, by the settings of this project. */
export function checkTypes(files: readonly string[]): readonly string[] {
  const path = join(root, "tsconfig.json");
  const { config } = ts.parseConfigFileTextToJson(path, readFileSync(path, "utf8"));
  const { paths, ...compilerOptions } = config.compilerOptions;
  const { options } = ts.convertCompilerOptionsFromJson({ ...compilerOptions, noUnusedLocals: false, noUnusedParameters: false }, root);
  const internal = Object.entries<string[]>(paths).filter(([name]) => name.startsWith("#"));
  const sources = [
    ...listSources().map(([name, file]): [string, string[]] => [name, [file]]),
    ...internal.map(([name, [file = ""]]): [string, string[]] => [name, [join(root, file)]]),
  ];
  const program = ts.createProgram(files, { ...options, paths: Object.fromEntries(sources) });
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => describe(problem));
  });
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (file === undefined) return text;
  const line = file.getLineAndCharacterOfPosition(start).line;
  return `${file.fileName}:${line + 1}: ${text}\n  ${file.text.split("\n")[line]}`;
}
