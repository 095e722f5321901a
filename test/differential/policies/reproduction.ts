import { renderPolicy } from "./generate-policies.ts";
import { describeOutcome } from "./outcome.ts";
import type { SmallCase } from "./shrink.ts";

/** Shell commands that show a difference, ready to paste, with what both engines said. */
export function formatReproduction({ policy, difference }: SmallCase): string {
  const { modules, data, input } = renderPolicy(policy);
  const used = modules.filter(({ text }) => text.trim().includes("\n"));
  const query = difference.query ?? "data";
  const command = `eval -f bindings -d policy -i input.json '${query.replaceAll("'", `'\\''`)}'`;
  return [
    "cd $(mktemp -d) && mkdir policy",
    ...used.map(({ fileName, text }) => writeFile(`policy/${fileName}`, text)),
    writeFile("policy/data.json", data),
    writeFile("input.json", input),
    `opa ${command}`,
    `rego ${command}`,
    `# opa:  ${describeOutcome(difference.opa)}`.replaceAll("\n", "\n# "),
    `# here: ${describeOutcome(difference.here)}`.replaceAll("\n", "\n# "),
  ].join("\n");
}

function writeFile(name: string, text: string): string {
  return `cat > ${name} <<'END'\n${text.trimEnd()}\nEND`;
}
