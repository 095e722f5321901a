import { describeAnswer } from "./answer.ts";
import type { BuiltinComparison, Difference } from "./compare-calls.ts";

/** A line for each builtin: how many calls, and how they went. */
export function formatTable(comparisons: readonly BuiltinComparison[]): string {
  const width = Math.max(...comparisons.map(({ name }) => name.length), 7);
  const row = (...[name, ...numbers]: readonly string[]): string =>
    `${String(name).padEnd(width)} ${numbers.map((each) => each.padStart(13)).join("")}`.trimEnd();
  const lines = comparisons.map(({ name, calls, values, failures, differences }) =>
    row(name, ...[calls, values, failures, differences.length].map(String)),
  );
  return [row("builtin", "calls", "equal values", "equal errors", "different"), ...lines].join("\n");
}

/** Differences by builtin and by what differs, `show` of each in full, with a command to paste. */
export function formatDifferences(differences: readonly Difference[], show: number): string {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const title = groupTitle(difference);
    groups.set(title, [...(groups.get(title) ?? []), difference]);
  }
  return [...groups]
    .map(([title, group]) => `\n== ${title} (${group.length})\n${group.slice(0, show).map(formatDifference).join("\n")}`)
    .join("\n");
}

function groupTitle({ builtin, here, opa, known }: Difference): string {
  const kinds = here.kind === opa.kind ? `other ${here.kind}` : `${opa.kind} in OPA, ${here.kind} here`;
  return `${builtin}: ${known === undefined ? kinds : `known: ${known.title}`}`;
}

function formatDifference({ builtin, call, here, opa }: Difference): string {
  const command = `opa eval --strict-builtin-errors '${builtin}(${call.join(", ").replaceAll("'", "'\\''")})'`;
  return [command, `  opa:  ${describeAnswer(opa)}`, `  here: ${describeAnswer(here)}`].map(shorten).join("\n");
}

function shorten(text: string): string {
  return text.length > 1500 ? `${text.slice(0, 1500)}… (${text.length} characters)` : text;
}
