/** What an engine says of a module: its errors in their order; none where it accepts the module. */
export type Verdict = readonly ReportedError[];

export interface ReportedError {
  readonly code?: string | undefined;
  readonly message: string;
  readonly location?: { readonly file: string; readonly row: number; readonly col: number } | undefined;
  readonly details?: unknown;
}

/** How much of two verdicts is the same, the least first; each level includes those before it. */
export const levels = ["verdict", "code and row", "text", "column", "details"] as const;
export type Level = (typeof levels)[number];

/** The first level on which two verdicts differ; undefined where they are the same. */
export function firstDifference(here: Verdict, opa: Verdict): Level | undefined {
  const [left, right] = [here, opa].map(normalize) as [Verdict, Verdict];
  return levels.find((level) => describe(left, level) !== describe(right, level));
}

/** OPA reports recursive rules in any order and with any of their cycles: here they are in the order of the text, without cycles. */
function normalize(verdict: Verdict): Verdict {
  if (!verdict.some(({ code }) => code === "rego_recursion_error")) return verdict;
  const rowOf = ({ location }: ReportedError): number => location?.row ?? Number.POSITIVE_INFINITY;
  return verdict
    .map((error) => ({ ...error, message: error.message.replace(/ is recursive: .*/, " is recursive") }))
    .sort((left, right) => rowOf(left) - rowOf(right));
}

function describe(verdict: Verdict, level: Level): string {
  switch (level) {
    case "verdict":
      return String(verdict.length === 0);
    case "code and row":
      return verdict.map(({ code, location }) => `${code}:${location?.row}`).join("\n");
    case "text":
      return verdict.map(({ message }) => message).join("\n");
    case "column":
      return verdict.map(({ location }) => location?.col).join("\n");
    case "details":
      return verdict.map(({ details }) => canonicalJson(details)).join("\n");
  }
}

/** Of the modules that either engine refuses, how many have the same verdict up to each level. */
export function measureAgreement(compared: readonly ComparedVerdict[]): Record<Level, { readonly same: number; readonly share: number }> {
  const refused = compared.filter(({ here, opa }) => here.length > 0 || opa.length > 0);
  const measure = (level: Level): { readonly same: number; readonly share: number } => {
    const upTo = levels.slice(0, levels.indexOf(level) + 1);
    const same = refused.filter(({ differsIn }) => differsIn === undefined || !upTo.includes(differsIn)).length;
    return { same, share: refused.length === 0 ? 1 : same / refused.length };
  };
  return Object.fromEntries(levels.map((level) => [level, measure(level)])) as ReturnType<typeof measureAgreement>;
}

export interface ComparedVerdict {
  readonly here: Verdict;
  readonly opa: Verdict;
  /** Where they differ; undefined: nowhere. */
  readonly differsIn: Level | undefined;
}

function canonicalJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === "bigint") return inner.toString();
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    // Descriptions of operands are in words of our own.
    const members = Object.entries(inner).filter(([key]) => key !== "description");
    return Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

export function describeVerdict(verdict: Verdict): string {
  if (verdict.length === 0) return "accepted";
  return verdict
    .map(({ code, message, location, details }) => `${location?.row}:${location?.col} ${code}: ${message} ${canonicalJson(details) ?? ""}`)
    .join("\n");
}
