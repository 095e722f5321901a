import type { Recipes } from "../recipe.ts";
import { joinParts, quoteAll } from "../recipe.ts";

const regexParts = [
  ...["a", "b", "(", ")", "[", "]", "*", "+", "?", "{", "}", "|", "^", "$", ".", ",", "2", "-"],
  ...["(a|b)", "(?i)", "(?P<n>", "(?P<n>a)", "(?<m>b)", "(?:", "(?=", "\\d", "\\b", "\\C", "\\Q", "\\E", "\\z", "é", "😀", "\n"],
  ...[
    "{2}",
    "{1001}",
    "[^",
    "[:alpha:]",
    "\\x{41}",
    "\\p{Greek}",
    "\\pX",
    "\\p{ASCII}",
    "\\P{letter}",
    "a*",
    "x*",
    "a+",
    "[ab]+",
    "(a)(b)?",
    ".",
  ],
];
const regexes = joinParts(regexParts);
const validRegexes = quoteAll(
  "",
  "a",
  "a*",
  "(a)(b)?",
  "[a-c]+",
  "^a",
  "b$",
  "(?i)AB",
  "\\bab\\b",
  "(?s).",
  "(?m)^b",
  "é|日",
  "\\p{Greek}+",
  "(?P<n>a)(?P<m>b)",
  "x{2,3}?",
);
const texts = quoteAll("", "a", "ab", "abab", "ab-z2 aé😀\n[]", "AbBa", "\u212ak", "日本 ωΩ", "xxaxx", "a\nb", "foo/bar");
const counts = ["-1", "0", "1", "2", "1.5", "100"];
const replacements = quoteAll("", "x", "$0", "$1", "\u0024{1}y", "$n", "\u0024{n}-$m", "$$", "$nx", "$2", "\\1");

const globParts = [
  "a",
  "b",
  ".",
  "*",
  "?",
  ",",
  "}",
  "]",
  "!",
  "-",
  "**",
  "{a,b}",
  "{ab,a}",
  "[ab]",
  "[!ab]",
  "[a-c]",
  "[",
  "\\",
  "\\*",
  "é",
  "😀",
  "/",
  ":",
];
const globs = quoteAll("*", "**", "a*", "*.com", "*.*.com", "**.com", "a/*/c", "a/**", "{a,b}.c", "[a-z]b", "?at", "\\*", "api.*.com");
const delimiters = ["[]", "null", '["/"]', '[".", "/"]', '["ab"]', '["."]', '[":"]', "[1]", '[""]', '["😀"]'];
const globTexts = quoteAll("", "a", "b", "ab", "a.b", "a/b/c", "api.x.com", "api.com", "😀", "é.c", "a:b", "cat", "at", "x.y.com", "*");
const crossing = joinParts(["a", "b", ".", "*", "+", "[", "]", "-", "\\", "é", "a*", "b+", ".*", "[ab]*", "[bc]+", "[a-c]"]);

export const patternRecipes: Recipes = {
  "regex.match": { operands: [regexes, texts], calls: validRegexes.map((regex) => [regex, '"abab"']) },
  re_match: { operands: [regexes, texts], calls: validRegexes.map((regex) => [regex, '"abab"']) },
  "regex.is_valid": { operands: [regexes] },
  "regex.split": { operands: [regexes, texts], calls: validRegexes.map((regex) => [regex, '"ab-z2 aé"']) },
  "regex.find_n": { operands: [regexes, texts, counts], calls: validRegexes.map((regex) => [regex, '"abab xx"', "-1"]) },
  "regex.find_all_string_submatch_n": {
    operands: [regexes, texts, counts],
    calls: validRegexes.map((regex) => [regex, '"abab xx"', "-1"]),
  },
  "regex.replace": { operands: [texts, regexes, replacements], calls: validRegexes.map((regex) => ['"abab é"', regex, '"<$0>"']) },
  // OPA remembers a template without its delimiters: each stands with the same ones here.
  "regex.template_match": {
    operands: [joinParts(["a", "{b}", "{[a-z]+}", "{a", "}", ".", "é", "{.*}", "{(}"]), texts, quoteAll("{"), quoteAll("}")],
    calls: [
      ['"urn:foo:{.*}"', '"urn:foo:bar:baz"', '"{"', '"}"'],
      ['"<[0-9]+>-x"', '"12-x"', '"<"', '">"'],
      ['"<<[0-9]+>>"', '"12"', '"<<"', '">>"'],
      ['"é[0-9]+é"', '"12"', '"é"', '"é"'],
      ['"x[0-9]+y"', '"12"', '""', '""'],
      ['"[a]"', '"a"', '"["', '"]"'],
    ],
    unmixed: true,
  },
  "regex.globs_match": {
    operands: [crossing, crossing],
    calls: [
      ['"a.a.[0-9]+z"', '"b.b.[0-9]*"'],
      ['"[a-z]+"', '"[0-9]*"'],
      ['".*"', '"x"'],
    ],
  },
  "glob.match": { operands: [joinParts(globParts), delimiters, globTexts], calls: globs.map((glob) => [glob, '["."]', '"api.x.com"']) },
  "glob.quote_meta": { operands: [joinParts(globParts)] },
};
