import type { Recipe } from "./recipe.ts";
import { documentRecipes } from "./recipes/documents.ts";
import { encodingRecipes } from "./recipes/encoding.ts";
import { languageRecipes } from "./recipes/languages.ts";
import { netRecipes } from "./recipes/net.ts";
import { numberRecipes } from "./recipes/numbers.ts";
import { patternRecipes } from "./recipes/patterns.ts";
import { stringRecipes } from "./recipes/strings.ts";
import { timeRecipes } from "./recipes/time.ts";
import { tokenRecipes } from "./recipes/tokens.ts";

const recipes: ReadonlyMap<string, Recipe> = new Map(
  [
    numberRecipes,
    stringRecipes,
    patternRecipes,
    documentRecipes,
    encodingRecipes,
    timeRecipes,
    netRecipes,
    tokenRecipes,
    languageRecipes,
  ].flatMap((each) => Object.entries(each)),
);

/** What a builtin is asked beyond values of its operands' types. */
export function recipeFor(name: string): Recipe {
  return recipes.get(name) ?? {};
}

/** Builtins that are not asked, and why. */
export const notAsked: ReadonlyMap<string, string> = new Map([
  ["assign", "a part of the language, not called: the differential of policies has it"],
  ["eq", "a part of the language, not called: the differential of policies has it"],
  ["internal.print", "has no result"],
  ["internal.test_case", "has no result"],
  ["print", "has no result"],
  ["rego.metadata.chain", "has no operands: answers from the comments of the rule around it"],
  ["rego.metadata.rule", "has no operands: answers from the comments of the rule around it"],
  ["http.send", "answers from the net"],
  ["net.lookup_ip_addr", "answers from the net"],
  ["opa.runtime", "answers from the machine"],
  ["rand.intn", "random"],
  ["time.now_ns", "answers from the clock"],
  ["uuid.rfc4122", "random"],
]);
