import {
  ALIASED_FUTURE_IMPORT,
  INVALID_FUTURE_IMPORT,
  importEndsWithKeyword,
  importOutsideRoots,
  invalidRegoImport,
  unknownFutureKeyword,
} from "../../errors/parse-errors.ts";
import { FUTURE_KEYWORDS, Keywords } from "../keywords.ts";
import { Code } from "../tokens.ts";

interface ImportFault {
  readonly message: string;
  /** Whether it is about the last word of the path, rather than the path. */
  readonly atEnd: boolean;
}

/** What is wrong with the path of an import, if anything. */
export function checkImport(words: readonly string[], isAliased: boolean, regoVersion: 0 | 1): ImportFault | undefined {
  const [head = "", second, third] = words;
  if (head === "future") return atStart(checkFuture(second, third, isAliased));
  if (head === "rego") return atStart(second === "v1" && words.length === 2 ? undefined : invalidRegoImport(words.join(".")));
  if (head !== "data" && head !== "input") return atStart(importOutsideRoots(head));
  const last = words.at(-1) ?? "";
  const isKeyword = new Keywords(regoVersion).codeOf(last) !== Code.identifier;
  return isKeyword && !isAliased && words.length > 1 ? { message: importEndsWithKeyword(last), atEnd: true } : undefined;
}

function checkFuture(second: string | undefined, name: string | undefined, isAliased: boolean): string | undefined {
  if (second !== "keywords") return INVALID_FUTURE_IMPORT;
  if (isAliased) return ALIASED_FUTURE_IMPORT;
  return name !== undefined && !FUTURE_KEYWORDS.includes(name) ? unknownFutureKeyword(FUTURE_KEYWORDS) : undefined;
}

function atStart(message: string | undefined): ImportFault | undefined {
  return message === undefined ? undefined : { message, atEnd: false };
}
