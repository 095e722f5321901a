import { RegoErrors } from "rego-ts";
import { format } from "rego-ts/tools";
import { describeRegoError, policyFile } from "./describe-problem.ts";
import { evaluate } from "./evaluate.ts";
import type { Answer, FormatQuestion, FormattedPolicy, Question } from "./protocol.ts";

/** Answers a question of the page; an evaluation may take about so many milliseconds. Never rejects. */
export async function answer(question: Question, milliseconds: number): Promise<Answer> {
  try {
    return question.kind === "format" ? formatPolicy(question) : await evaluate(question, milliseconds);
  } catch (error) {
    return { kind: "broken", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function formatPolicy({ policy, regoVersion }: FormatQuestion): FormattedPolicy {
  try {
    return { kind: "formatted", text: format(policyFile, policy, { regoVersion }), problems: [] };
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    return { kind: "formatted", text: undefined, problems: error.errors.map((each) => describeRegoError(each, "error")) };
  }
}
