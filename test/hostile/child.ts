/** `child.ts GROUP [WORDS] [turn]`, for `main.ts` and the test: runs the cases of a group. A line of JSON before each case, and one after. */
import { hostileGroups } from "./groups.ts";
import { runCase } from "./run-case.ts";

const [, , wanted, only = "", ways] = process.argv;
const group = hostileGroups.find(({ name }) => name === wanted);
if (group === undefined) throw new Error(`no group ${wanted}; there are ${hostileGroups.map(({ name }) => name).join(", ")}`);
for (const [index, each] of group.cases.entries()) {
  if (!each.name.includes(only)) continue;
  process.stdout.write(`${JSON.stringify({ starts: each.name })}\n`);
  const outcomes = await runCase(each, ways === "turn" ? index : undefined);
  process.stdout.write(`${JSON.stringify({ outcomes, megabytes: Math.round(process.memoryUsage().rss / 2 ** 20) })}\n`);
}
