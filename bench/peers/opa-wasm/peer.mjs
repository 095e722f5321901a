// Measures a workload of bench/ on @open-policy-agent/opa-wasm: node peer.mjs FOLDER, which holds policy.wasm, data.json and input.json.
// Prints {"value": …, "nanoseconds": …}, the answer and how long it took; then, for each line on its standard input, which says for how many milliseconds to run,
// {"nanoseconds": …}, the time of one evaluation.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { loadPolicy } from "@open-policy-agent/opa-wasm";

const [folder] = process.argv.slice(2);
// 16 MB to begin with: the package's own 5 pages are too few for the constants of a large policy.
const policy = await loadPolicy(readFileSync(join(folder, "policy.wasm")), { initial: 256 });
// As bytes, since the text of a large document in JavaScript would be one copy more.
const data = readFileSync(join(folder, "data.json"));
policy.setData(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
const input = JSON.parse(readFileSync(join(folder, "input.json"), "utf8"));

const begin = process.hrtime.bigint();
let results = evaluateFirst();
print({ value: results[0]?.result, nanoseconds: Number(process.hrtime.bigint() - begin) });
for await (const line of createInterface({ input: process.stdin })) print({ nanoseconds: measure(Number(line)) });

/** What the package throws is no Error and would not be readable. */
function evaluateFirst() {
  try {
    return policy.evaluate(input);
  } catch (problem) {
    console.error(problem.message ?? problem);
    process.exit(1);
  }
}

/** Evaluates for at least that time. The clock is read about every millisecond. */
function measure(milliseconds) {
  let [asked, batch] = [0, 1];
  const start = process.hrtime.bigint();
  for (;;) {
    for (let index = 0; index < batch; index++) results = policy.evaluate(input);
    asked += batch;
    const elapsed = Number(process.hrtime.bigint() - start);
    if (elapsed >= milliseconds * 1e6) return elapsed / asked;
    batch = Math.max(1, Math.round(1e6 / (elapsed / asked)));
  }
}

function print(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
