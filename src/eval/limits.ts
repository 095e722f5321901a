import { checkOptions, isCount, isDuration, type OptionRules } from "../options/check-options.ts";

/** Bounds of one evaluation. Those of a call hold beside those of its engine: of each the smaller one counts, so that a call can only tighten them. */
export interface Limits {
  /** Wall-clock time; milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Steps: elements enumerated, rules tried, 64 bytes of a text or list made. The same policy and input always take the same number. */
  readonly steps?: number | undefined;
  /** How deep rules, comprehensions and enumerations may stand in one another, by the text of the policy; default: 1,000. And, where it is given, how deep an answer may be nested. */
  readonly depth?: number | undefined;
  /** The size of the answer as JSON, in bytes of UTF-8; also that of a text or list which a builtin makes on the way. */
  readonly resultBytes?: number | undefined;
  /** The longest body that a server may answer `http.send` with; bytes. Default: 100 MiB. */
  readonly httpResponseBytes?: number | undefined;
}

const rules: OptionRules<Limits> = {
  timeoutMs: isDuration,
  steps: isCount,
  depth: isCount,
  resultBytes: isCount,
  httpResponseBytes: isCount,
};

/** @throws TypeError for limits that do not exist, and for values that are none */
export function checkLimits(limits: unknown): void {
  checkOptions<Limits>("limits", limits, rules);
}

/** About what closures can evaluate with the stack that Node gives, which depends on what else stands on it; nobody nests so deep by hand. */
export const defaultDepth = 1_000;

/** Field by field the smaller of two bounds. */
export function tightenLimits(engine: Limits, call: Limits): Limits {
  return {
    timeoutMs: smaller(engine.timeoutMs, call.timeoutMs),
    steps: smaller(engine.steps, call.steps),
    depth: smaller(engine.depth, call.depth),
    resultBytes: smaller(engine.resultBytes, call.resultBytes),
    httpResponseBytes: smaller(engine.httpResponseBytes, call.httpResponseBytes),
  };
}

function smaller(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return Math.min(left, right);
}
