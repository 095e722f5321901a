import type { Import, Module } from "../../ast/nodes.ts";
import { wordsOf } from "./imports.ts";

/** In which Rego a module is written. */
export interface Style {
  /** `if` before bodies: always in v1, in v0 where it is imported. */
  readonly hasIf: boolean;
  /** `p contains x` for sets: always in v1, in v0 where it is imported. */
  readonly hasContains: boolean;
  /** Whether `in` is an operator. */
  readonly hasIn: boolean;
  /** Heads take `:=`, whichever operator they were written with. */
  readonly assigns: boolean;
  /** Whether the text is of another version than the result, so that no rule of it can stay as it is written. */
  readonly converts: boolean;
  /** Names that stay in brackets, `x["if"]`, where the text has them so. */
  readonly keywords: ReadonlySet<string>;
  /** Whether they may stay behind a dot where the text has them so. */
  readonly keywordsInRefs: boolean;
}

/** Keywords of every version. */
const BASE_KEYWORDS: ReadonlySet<string> = new Set([
  ...["as", "default", "else", "false", "import", "not", "null", "package", "some", "true", "with"],
]);

/** Keywords of Rego v1. */
const V1_KEYWORDS: ReadonlySet<string> = new Set([...BASE_KEYWORDS, "contains", "every", "if", "in"]);

/** The style of a module that stays in version 0: it has the keywords that it imports. */
export function styleOfV0({ imports }: Module): Style {
  const keywords = importedKeywords(imports);
  const has = (word: string): boolean => keywords.has("") || keywords.has(word);
  return {
    hasIf: has("if"),
    hasContains: has("contains"),
    hasIn: has("in") || has("every"),
    assigns: false,
    converts: false,
    keywords: BASE_KEYWORDS,
    keywordsInRefs: true,
  };
}

/** The style of Rego v1. */
export const V1_STYLE: Style = {
  hasIf: true,
  hasContains: true,
  hasIn: true,
  assigns: true,
  converts: false,
  keywords: V1_KEYWORDS,
  keywordsInRefs: true,
};

/** The keywords that a module imports one by one; "" stands for all. */
function importedKeywords(imports: readonly Import[]): ReadonlySet<string> {
  return new Set(
    imports.flatMap(({ path }) => {
      const [root, kind, word = ""] = wordsOf(path);
      if (root === "rego" && kind === "v1") return [""];
      return root === "future" && kind === "keywords" ? [word] : [];
    }),
  );
}
