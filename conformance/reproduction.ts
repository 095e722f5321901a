import { stringifyJson } from "../src/values/json.ts";
import type { ConformanceCase } from "./case.ts";

/** Shell commands that run one case with `rego eval`, ready to paste; the same flags go for `opa eval`. */
export function formatReproduction(testCase: ConformanceCase, regoVersion: 0 | 1): string {
  const files = testCase.modules.map((text, index) => writeFile(`test-${index}.rego`, text));
  const withInput = testCase.inputTerm !== undefined || testCase.input !== undefined;
  const input = testCase.inputTerm ?? (testCase.input === undefined ? "" : stringifyJson(testCase.input));
  return [
    "cd $(mktemp -d)",
    ...files,
    writeFile("data.json", `${stringifyJson(testCase.data)}\n`),
    ...(withInput ? [`rego eval -f raw ${quote(input)} > input.json`] : []),
    [
      "rego eval -d .",
      ...(withInput ? ["-i input.json --ignore input.json"] : []),
      ...(testCase.strictBuiltinErrors ? ["--strict-builtin-errors"] : []),
      ...(regoVersion === 0 ? ["--v0-compatible"] : []),
      quote(testCase.query),
    ].join(" "),
  ].join("\n");
}

function writeFile(name: string, text: string): string {
  return `cat > ${name} <<'REGO'\n${text}${text.endsWith("\n") ? "" : "\n"}REGO`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
