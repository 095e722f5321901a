/** `npm run differential:format -- [--show N]`: `format` and `opa fmt` over the project's own policies and OPA's published ones. */
import { parseArgs } from "node:util";
import { findOpaVersion } from "../policies/opa-server.ts";
import { formatSample } from "./check-sample.ts";
import { hasSameTree } from "./compare-trees.ts";
import { ownPolicies, publishedPolicies, type Sample } from "./corpus.ts";
import { formatByOpa } from "./opa-fmt.ts";

const { values: options } = parseArgs({
  options: {
    /** How many differences are shown. */
    show: { type: "string", default: "5" },
  },
});
let left = Number(options.show);

const write = (line: string): void => void process.stdout.write(`${line}\n`);

const version = findOpaVersion();
const published = publishedPolicies();
if (published.length === 0) write("OPA's published policies: SKIPPED, they are not there");
const problems = compare("own policies", ownPolicies()) + compare("OPA's published policies", published);
process.exitCode = problems > 0 ? 1 : 0;

/** Formats all and prints the counts; the number of results that are wrong by themselves. */
function compare(title: string, samples: readonly Sample[]): number {
  const ours = samples.map(formatSample);
  const accepted = ours.filter((each) => each !== undefined).length;
  const wrong = samples.filter((sample, index) => report(sample, ours[index]?.problems ?? []));
  write(`${title}: ${samples.length} modules, ${accepted} formatted, ${wrong.length} unstable or changed in meaning`);
  if (version === undefined) write("opa fmt: SKIPPED, there is no opa on the PATH");
  else {
    compareWithOpa(title, samples, (index) => ours[index]?.text);
    compareTrees(title, samples);
  }
  return wrong.length;
}

function report({ name }: Sample, found: readonly string[]): boolean {
  if (found.length > 0) write(`${name}: ${found.join(", ")}`);
  return found.length > 0;
}

function compareWithOpa(title: string, samples: readonly Sample[], ours: (index: number) => string | undefined): void {
  const theirs = new Map<Sample, string | undefined>();
  for (const regoVersion of [1, 0] as const) {
    const some = samples.filter((sample) => sample.regoVersion === regoVersion);
    const results = formatByOpa(
      some.map(({ text }) => text),
      regoVersion,
    );
    for (const [index, sample] of some.entries()) theirs.set(sample, results[index]);
  }
  const different = samples.filter((sample, index) => theirs.get(sample) !== ours(index));
  for (const sample of different) show(sample, ours(samples.indexOf(sample)), theirs.get(sample));
  const share = (100 * (samples.length - different.length)) / Math.max(samples.length, 1);
  write(`${title}: ${samples.length - different.length} of ${samples.length} equal opa fmt ${version} (${share.toFixed(2)} %)`);
}

/** `opa parse` takes one file at a time: every tenth will do. */
function compareTrees(title: string, samples: readonly Sample[]): void {
  const verdicts = samples.filter((_, index) => index % 10 === 0).map((sample) => ({ sample, isSame: hasSameTree(sample) }));
  const judged = verdicts.filter(({ isSame }) => isSame !== undefined);
  const different = judged.filter(({ isSame }) => isSame === false);
  for (const { sample } of different) write(`${sample.name}: opa parse prints another tree`);
  write(`${title}: ${judged.length - different.length} of ${judged.length} trees equal opa parse -f json`);
}

function show({ name }: Sample, ours: string | undefined, theirs: string | undefined): void {
  if (left-- <= 0) return;
  const [mine, other] = [ours ?? "(refused)", theirs ?? "(refused)"].map((text) => text.split("\n"));
  const at = mine?.findIndex((line, index) => line !== other?.[index]) ?? 0;
  write(`\n== ${name}, line ${at + 1}\n  here: ${mine?.[at]}\n  opa:  ${other?.[at]}`);
}
