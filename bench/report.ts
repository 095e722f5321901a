/**
 * `npm run bench:report -- [--only NAMES] [--drawn] [--rounds N] [--milliseconds N]`: takes all measures, one after the other, and writes their
 * figures as JSON to a folder that git ignores, their tables between the markers of docs/performance.md, and their pictures to docs/pictures/.
 * `--drawn` measures nothing: it only writes tables and pictures from the JSON that is there. Run `npm run build` and `npm run bench:peers` before.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Chapter, chapters } from "./report-chapters.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    drawn: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    milliseconds: { type: "string", default: "200" },
  },
});
const figures = resolve("node_modules/.cache/rego-ts/bench");
const pictures = resolve("docs/pictures");
const document = resolve("docs/performance.md");
mkdirSync(figures, { recursive: true });
mkdirSync(pictures, { recursive: true });
const wanted = options.only?.split(",");
for (const [name, chapter] of Object.entries(chapters)) {
  if (!(wanted?.includes(name) ?? true)) continue;
  const file = join(figures, `${name}.json`);
  if (!options.drawn) takeMeasure(chapter, file);
  if (!existsSync(file)) continue;
  const { text, images } = chapter.write(JSON.parse(readFileSync(file, "utf8")) as never);
  for (const [picture, svg] of Object.entries(images)) writeFileSync(join(pictures, `${picture}.svg`), svg);
  replaceBetweenMarkers(name, text);
}

function takeMeasure({ script, args }: Chapter, file: string): void {
  const turns = ["--rounds", options.rounds, "--milliseconds", options.milliseconds];
  const command = ["scripts/run.mjs", script, ...args, ...(args.includes("--rounds") || args.includes("--evaluations") ? [] : turns)];
  const { status } = spawnSync(process.execPath, [...command, "--json", file], { stdio: "inherit" });
  if (status !== 0) throw new Error(`${script} failed`);
}

/** The document says with `<!-- bench:NAME -->` and `<!-- /bench:NAME -->` where a chapter's figures stand. */
function replaceBetweenMarkers(name: string, text: string): void {
  const whole = readFileSync(document, "utf8");
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [start, end] = [whole.indexOf(open), whole.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`docs/performance.md has no place for ${name}: ${open} … ${close}`);
  writeFileSync(document, `${whole.slice(0, start + open.length)}\n\n${text.trim()}\n\n${whole.slice(end)}`);
}
