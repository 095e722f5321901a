import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Engine } from "../src/engine.ts";
import type { Contender } from "./contender.ts";
import { awaitInProcess, runInProcess } from "./contender.ts";

const { version } = JSON.parse(readFileSync(resolve("package.json"), "utf8")) as { readonly version: string };

export const regoTs: Contender = {
  name: "rego-ts",
  description: `rego-ts ${version}, prepared query, evaluateSync (\`evaluate\` where a builtin has to wait)`,
  start: ({ policy, data, input, query, isAsynchronous = false }) => {
    const engine = new Engine();
    engine.addModule("policy.rego", policy);
    engine.setData(data);
    const prepared = engine.prepare(query);
    return isAsynchronous
      ? awaitInProcess(() => prepared.evaluate(input))
      : Promise.resolve(runInProcess(() => prepared.evaluateSync(input)));
  },
};

export const handWritten: Contender = {
  name: "by hand",
  description: "the same decision, written in TypeScript",
  start: ({ data, input, byHand }) => Promise.resolve(runInProcess(() => byHand(input as never, data as never))),
};
