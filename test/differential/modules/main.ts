/** `npm run differential:modules -- [--count N] [--seed N] [--index N] [--show N]`: modules with mistakes in this engine and in `opa check`. */
import { parseArgs } from "node:util";
import { findOpaVersion } from "../policies/opa-server.ts";
import { type ComparedModule, compareModules } from "./compare-modules.ts";
import { describeVerdict, measureAgreement } from "./verdict.ts";

const { values: options } = parseArgs({
  options: {
    /** How many modules. */
    count: { type: "string", default: "1000" },
    /** Another seed gives other modules. */
    seed: { type: "string", default: "1" },
    /** The number of the first module; with `--count 1`, one module again. */
    index: { type: "string", default: "0" },
    /** How many differences are shown. */
    show: { type: "string", default: "10" },
    /** Whether differences are shown with the whole text of the module. */
    text: { type: "boolean", default: false },
  },
});

const write = (line: string): void => void process.stdout.write(`${line}\n`);

const version = findOpaVersion();
if (version === undefined) write("SKIPPED: there is no `opa` on the PATH, so there is nothing to compare with");
else report(await compareModules(Number(options.seed), Number(options.index), Number(options.count)), version);

function report(compared: readonly ComparedModule[], opaVersion: string): void {
  const different = compared.filter(({ differsIn }) => differsIn !== undefined);
  for (const each of different.slice(0, Number(options.show))) show(each);
  const refused = compared.filter(({ opa, here }) => opa.length > 0 || here.length > 0).length;
  const crashed = Number(options.count) - compared.length;
  write(
    `\n${compared.length} modules of seed ${options.seed} against opa ${opaVersion}, ${refused} refused, ${crashed} left out that crash opa`,
  );
  for (const [level, { same, share }] of Object.entries(measureAgreement(compared))) {
    write(`same ${level.padEnd(12)} ${same} of ${refused} (${(100 * share).toFixed(1)} %)`);
  }
  process.exitCode = different.length > 0 ? 1 : 0;
}

function show({ index, module, here, opa, differsIn }: ComparedModule): void {
  const flags = `${module.regoVersion === 0 ? " v0" : ""}${module.strict ? " strict" : ""}`;
  write(`\n== number ${index} (${module.name}${flags}) differs in ${differsIn}`);
  if (options.text) write(module.text);
  else for (const row of rowsOf({ here, opa })) write(`${row}: ${module.text.split("\n")[row - 1] ?? ""}`);
  write(`opa:\n${describeVerdict(opa)}\nhere:\n${describeVerdict(here)}`);
}

function rowsOf({ here, opa }: Pick<ComparedModule, "here" | "opa">): readonly number[] {
  return [...new Set([...here, ...opa].flatMap(({ location }) => location?.row ?? []))].sort((left, right) => left - right);
}
