import type { Answer } from "./answer.ts";
import { describeAnswer } from "./answer.ts";

/** A difference that is meant, or that cannot be helped; docs/differences.md explains it under this title. */
export interface KnownDifference {
  readonly title: string;
  readonly builtins: RegExp;
  /** What must be found in the operands, and in what OPA answered. */
  readonly operands?: RegExp;
  readonly opa?: RegExp;
}

/** All that are known. */
export const knownDifferences: readonly KnownDifference[] = [
  { title: "Calls that crash OPA", builtins: /^json\.patch$/, opa: /^crash: Error: socket hang up/ },
  { title: "Calls that crash OPA", builtins: /^net\.cidr_merge$/, operands: /"::ffff:\d+\./ },
  { title: "Numbers that are no JSON", builtins: /^to_number$/, opa: /^crash: json: .* invalid number literal/ },
  { title: "Texts that are no UTF-8", builtins: /^urlquery\./, operands: /%ff/i, opa: /\\\\xff/ },
  { title: "Words that OPA itself varies", builtins: /^io\.jwt\./, opa: /cannot unmarshal \w+ into Go value of type struct \{ D json/ },
  { title: "Editions of the time zone database", builtins: /^time\./, operands: /"(?:CET|EST)"/ },
  { title: "YAML after the first value", builtins: /^yaml\.(?:unmarshal|is_valid)$/, operands: /^"(?:\[1\]\]|\{\} x)"$/ },
  { title: "Surrogates in YAML texts", builtins: /^yaml\.(?:unmarshal|is_valid)$/, operands: /\\\\ud83d/ },
  { title: "Words about broken YAML", builtins: /^yaml\.unmarshal$/, opa: /^eval_builtin_error: .* did not find expected node content$/ },
];

/** The entry that explains a difference, if there is one. A crash of this engine is never explained. */
export function findKnownDifference(name: string, call: readonly string[], here: Answer, opa: Answer): KnownDifference | undefined {
  if (here.kind === "crash") return undefined;
  const operands = call.join(", ");
  const theirs = describeAnswer(opa);
  return knownDifferences.find(
    (known) => known.builtins.test(name) && (known.operands?.test(operands) ?? true) && (known.opa?.test(theirs) ?? true),
  );
}
