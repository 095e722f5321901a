import { checkOptions, type OptionRule, type OptionRules } from "../options/check-options.ts";

/** How large a bundle may be. What exceeds a limit is refused as soon as it shows, before it is held in memory. */
export interface BundleLimits {
  /** Bytes of one file. Default: 1 GiB, as in OPA. */
  readonly fileBytes?: number | undefined;
  /**
   * Bytes of all files together with long names and other records of an archive. Headers and what fills blocks come on top: of the whole unpacked archive
   * 64 KiB and, for each file that `files` allows, 2 KiB. Default: 1 GiB.
   */
  readonly totalBytes?: number | undefined;
  /** How many files and, in an archive, folders; entries that say something of others may be three times as many. Default: 100,000. */
  readonly files?: number | undefined;
  /** How many times its size the archive may expand to; looked at from 16 MiB on. Default: 250. */
  readonly ratio?: number | undefined;
}

export type ResolvedLimits = { readonly [Name in keyof BundleLimits]-?: number };

const defaults: ResolvedLimits = { fileBytes: 2 ** 30, totalBytes: 2 ** 30, files: 100_000, ratio: 250 };

/** Less than this an archive may have at any ratio: a few repeated records compress well. */
export const freeBytes = 16 * 2 ** 20;

const isPositive: OptionRule = { expected: "a number above 0", accepts: (value) => typeof value === "number" && value > 0 };
const rules: OptionRules<BundleLimits> = { fileBytes: isPositive, totalBytes: isPositive, files: isPositive, ratio: isPositive };

/** The limits, with defaults where none are given. Throws TypeError for limits that do not exist, and for what is no positive number. */
export function resolveLimits(limits: BundleLimits = {}): ResolvedLimits {
  checkOptions<BundleLimits>("limits", limits, rules);
  const pick = (name: keyof BundleLimits): number => limits[name] ?? defaults[name];
  return { fileBytes: pick("fileBytes"), totalBytes: pick("totalBytes"), files: pick("files"), ratio: pick("ratio") };
}
