/** `npm run differential:versions -- [--record]`: the matrix of versions, imports and forms in this engine and in `opa check`; or records what OPA says. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findOpaVersion } from "../policies/opa-server.ts";
import { describeErrors, judge, type Place, places, record } from "./matrix.ts";

const flagsOf = { v0: ["--v0-compatible"], v1: ["--v1-compatible"], both: ["--v0-v1"] } as const;
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const version = findOpaVersion();
if (version === undefined) write("SKIPPED: there is no `opa` on the PATH, so there is nothing to compare with");
else await compare();

async function compare(): Promise<void> {
  const all = places();
  const folder = mkdtempSync(join(tmpdir(), "rego-versions-"));
  const verdicts: (readonly string[])[] = [];
  for (let at = 0; at < all.length; at += 2) {
    verdicts.push(...(await Promise.all(all.slice(at, at + 2).map((place, index) => askOpa(place, join(folder, String(index)))))));
  }
  rmSync(folder, { recursive: true, force: true });
  const different = all.filter((place, index) => judge(place).join("\n") !== verdicts[index]?.join("\n"));
  for (const place of different) {
    write(`== ${place.version}, imports ${place.imports}, ${place.form}\n${place.text}`);
    write(`opa:\n${verdicts[all.indexOf(place)]?.join("\n")}\nhere:\n${judge(place).join("\n")}`);
  }
  write(`${all.length} modules against opa ${version}, ${different.length} differ`);
  if (process.argv.includes("--record")) {
    writeFileSync(resolve("test/differential/versions/recorded.json"), `${JSON.stringify(record(verdicts))}\n`);
  }
  process.exitCode = different.length > 0 ? 1 : 0;
}

function askOpa({ text, version: regoVersion }: Place, stem: string): Promise<readonly string[]> {
  const file = `${stem}.rego`;
  writeFileSync(file, text);
  return new Promise((done, fail) => {
    execFile("opa", ["check", "-f", "json", ...flagsOf[regoVersion], file], (error, _, stderr) => {
      if (error === null) done([]);
      else if (stderr.startsWith("{")) done(describeErrors(JSON.parse(stderr).errors));
      else fail(new Error(stderr, { cause: error }));
    });
  });
}
