import type { Command, Option } from "commander";
import { UsageError, usageErrors } from "./usage-error.ts";

/** Adds one more value of a flag that may be repeated. */
export function collectValue(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

/** Adds the values of a flag that may be repeated and takes lists with commas. */
export function collectList(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), ...value.split(",").filter((part) => part !== "")];
}

/** Accepts one of the given words. */
export function oneOf<T extends string>(flag: string, words: readonly T[]): (value: string) => T {
  return (value) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw usageErrors.invalidValue(value, flag, `must be one of {${words.join(",")}}`);
    return word;
  };
}

/** Accepts the only target that there is; OPA has WebAssembly as well, in some of its builds. */
export function parseTarget(value: string): "rego" {
  if (value === "wasm")
    throw usageErrors.invalidValue(value, "-t, --target", "policies are evaluated as they are, never as WebAssembly: must be rego");
  return oneOf("-t, --target", ["rego"])(value);
}

/** Reads a whole number. */
export function parseInteger(flag: string): (value: string) => number {
  return (value) => {
    if (/^[+-]?\d+$/.test(value)) return Number(value);
    throw usageErrors.invalidValue(value, flag, `strconv.ParseInt: parsing "${value}": invalid syntax`);
  };
}

/** Reads a number. */
export function parseNumber(flag: string): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() !== "" && Number.isFinite(number)) return number;
    throw usageErrors.invalidValue(value, flag, `strconv.ParseFloat: parsing "${value}": invalid syntax`);
  };
}

const millisecondsOfUnit: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 36e5 };

/** Reads a duration as Go writes it (`1.5s`, `1m30s`, `250ms`, `0`), as milliseconds. */
export function parseDuration(flag: string): (value: string) => number {
  return (value) => {
    if (value === "0") return 0;
    if (!/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(value)) {
      throw usageErrors.invalidValue(value, flag, `time: invalid duration "${value}"`);
    }
    let total = 0;
    for (const [, amount, unit = ""] of value.matchAll(/([\d.]+)([a-zµμ]+)/g)) total += Number(amount) * (millisecondsOfUnit[unit] ?? 0);
    return value.startsWith("-") ? -total : total;
  };
}

/**
 * Takes flags that were not given from the environment, as OPA does: `OPA_EVAL_FORMAT=pretty` stands for `rego eval --format pretty`.
 */
export function applyEnvironment(command: Command, environment: Readonly<Record<string, string | undefined>>): void {
  for (const option of command.options) {
    const value = environment[environmentName(command.name(), option)];
    if (value === undefined || command.getOptionValueSource(option.attributeName()) === "cli") continue;
    const parsed = option.isBoolean()
      ? parseBoolean(value, option)
      : option.parseArg === undefined
        ? value
        : option.parseArg(value, undefined);
    command.setOptionValueWithSource(option.attributeName(), parsed, "env");
  }
}

function environmentName(command: string, option: Option): string {
  return `OPA_${command}_${option.name()}`.toUpperCase().replaceAll("-", "_");
}

function parseBoolean(value: string, option: Option): boolean {
  if (["1", "t", "T", "true", "TRUE", "True"].includes(value)) return true;
  if (["0", "f", "F", "false", "FALSE", "False"].includes(value)) return false;
  throw new UsageError(`invalid argument "${value}" for "--${option.name()}" flag: strconv.ParseBool: parsing "${value}": invalid syntax`);
}

/**
 * Rewrites the spellings that OPA takes and commander does not: `--fail=true` becomes `--fail`, `--fail=false` falls away, `-f=raw`
 * becomes `-f raw`. Arguments after `--` stay.
 */
export function spellFlags(args: readonly string[], options: readonly Option[]): readonly string[] {
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  return [...flags.flatMap((arg) => spellFlag(arg, options)), ...(end < 0 ? [] : args.slice(end))];
}

/** A flag that is on unless it is switched off has a second form, `--no-…`. */
function spellBoolean(option: Option, flag: string, value: boolean): readonly string[] {
  if (value) return [flag];
  return option.defaultValue === true ? [`--no-${option.name()}`] : [];
}

function spellFlag(arg: string, options: readonly Option[]): readonly string[] {
  const [, flag = "", value = ""] = /^(--?[^=]+)=(.*)$/s.exec(arg) ?? [];
  const option = options.find(({ long, short }) => long === flag || short === flag);
  if (option === undefined) return [arg];
  if (option.isBoolean()) return spellBoolean(option, flag, parseBoolean(value, option));
  return [flag, value];
}
