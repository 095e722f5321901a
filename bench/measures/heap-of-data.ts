/** `parse|set FILE`, under `node --expose-gc`: prints what a document adds to the heap, parsed only or as an engine's data. */
import { readFileSync } from "node:fs";
import { Engine } from "../../src/engine.ts";

const [how, file] = process.argv.slice(2);
if (globalThis.gc === undefined || file === undefined) throw new Error("usage: node --expose-gc … parse|set FILE");
const collect = globalThis.gc;
const policy = "package lookup\n\nallow if {\n\tuser := data.users[input.user]\n\tuser.active\n\tuser.level >= input.level\n}\n";

collect();
const before = process.memoryUsage().heapUsed;
const kept = how === "set" ? evaluateOn(readData(file)) : readData(file);
collect();
collect();
const heapUsed = process.memoryUsage().heapUsed - before;
// A use after the measure keeps the collector from taking it before.
console.log(JSON.stringify({ heapUsed, kept: typeof kept }));

function readData(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function evaluateOn(data: unknown): unknown {
  const engine = new Engine();
  engine.addModule("lookup.rego", policy);
  engine.setData(data);
  const prepared = engine.prepare("data.lookup.allow");
  if (prepared.evaluateSync({ user: "user-1", level: 0 }) !== true) throw new Error("user-1 is active, and its level is high enough");
  return { engine, prepared };
}
