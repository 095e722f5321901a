/** `npm run hostile -- [--group NAME] [--only WORDS]`: hostile policies and documents, and what ended each of them. */
import { parseArgs } from "node:util";
import { hostileGroups } from "./groups.ts";
import { heapMegabytes, runGroup } from "./run-group.ts";

const { values: options } = parseArgs({ options: { group: { type: "string" }, only: { type: "string" } } });
const write = (line: string): void => void process.stdout.write(`${line}\n`);

let [cases, problems] = [0, 0];
for (const { name } of hostileGroups) {
  if (options.group !== undefined && options.group !== name) continue;
  const { died, megabytes, outcomes } = await runGroup(name, options.only);
  write(`\n== ${name}: at most ${megabytes} MB, in a heap of ${heapMegabytes} MB`);
  let shown = "";
  for (const { ended, name: of, problem, steps, way } of outcomes) {
    if (way === outcomes[0]?.way) cases++;
    const text = `${ended}${problem === undefined ? "" : `   WRONG: ${problem}`}`;
    // Other ways are shown where they end otherwise.
    if (problem !== undefined || shown !== `${of} ${ended}`)
      write(`${of} (${way}${steps === undefined ? "" : `, ${steps} steps`})\n    ${text}`);
    shown = `${of} ${ended}`;
    if (problem !== undefined) problems++;
  }
  if (died !== undefined) {
    problems++;
    write(`DIED: ${died}`);
  }
}
write(`\n${cases} hostile cases, ${problems} of them do not end as they should`);
process.exitCode = problems > 0 ? 1 : 0;
