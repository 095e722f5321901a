import { RegoErrors } from "../../../src/errors/rego-error.ts";
import { parseModule } from "../../../src/parser/parse.ts";
import { format } from "../../../src/tools/format/format.ts";
import type { Sample } from "./corpus.ts";
import { commentText, treeText } from "./tree-text.ts";

/** A policy formatted here, and what is wrong with the result by itself. */
export interface Formatted {
  readonly text: string;
  readonly problems: readonly string[];
}

/** Formats a policy and looks whether it is stable and means the same; undefined where the policy is refused. */
export function formatSample({ name, regoVersion, text }: Sample): Formatted | undefined {
  const parse = (given: string) => parseModule(name, given, { regoVersion, annotations: undefined });
  try {
    const formatted = format(name, text, { regoVersion });
    const [before, after] = [parse(text), parse(formatted)];
    const problems = [
      ...(format(name, formatted, { regoVersion }) === formatted ? [] : ["formatting again changes it"]),
      ...(treeText(before) === treeText(after) ? [] : ["its tree is another"]),
      ...(commentText(before) === commentText(after) ? [] : ["its comments are others"]),
    ];
    return { text: formatted, problems };
  } catch (error) {
    if (error instanceof RegoErrors) return undefined;
    throw error;
  }
}
