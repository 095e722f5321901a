/**
 * Names of Unicode classes as Go reads them in `\p{…}`: without regard to case, spaces, `-` and `_`; long names of general categories;
 * scripts of one word only, as of Unicode 15.
 */

/** Long names of general categories without separators; the short ones name themselves. */
const categoryNames: Readonly<Record<string, string>> = {
  cased: "LC",
  casedletter: "LC",
  closepunctuation: "Pe",
  cntrl: "Cc",
  combiningmark: "M",
  connectorpunctuation: "Pc",
  control: "Cc",
  currencysymbol: "Sc",
  dashpunctuation: "Pd",
  decimalnumber: "Nd",
  digit: "Nd",
  enclosingmark: "Me",
  finalpunctuation: "Pf",
  format: "Cf",
  initialpunctuation: "Pi",
  letter: "L",
  letternumber: "Nl",
  lineseparator: "Zl",
  lowercaseletter: "Ll",
  mark: "M",
  mathsymbol: "Sm",
  modifierletter: "Lm",
  modifiersymbol: "Sk",
  nonspacingmark: "Mn",
  number: "N",
  openpunctuation: "Ps",
  other: "C",
  otherletter: "Lo",
  othernumber: "No",
  otherpunctuation: "Po",
  othersymbol: "So",
  paragraphseparator: "Zp",
  privateuse: "Co",
  punct: "P",
  punctuation: "P",
  separator: "Z",
  spaceseparator: "Zs",
  spacingmark: "Mc",
  surrogate: "Cs",
  symbol: "S",
  titlecaseletter: "Lt",
  unassigned: "Cn",
  uppercaseletter: "Lu",
};

const shortNames = new Set(
  "C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs".split(" "),
);
const scriptsAfterUnicode15 = new Set(["Garay", "Sidetic", "Sunuwar", "Todhri"]);

/** What a class is for the engine that matches: a class of Unicode, or all of ASCII, or all that is assigned. */
export type UnicodeClass = { readonly kind: "named"; readonly name: string } | { readonly kind: "ascii" | "assigned" };

/** The class of a name between the braces of `\p{…}`, without `^`. A name that is not known gives one that no engine knows. */
export function lookUpClass(written: string): UnicodeClass {
  const key = written.replace(/[ _-]/g, "").toLowerCase();
  if (key === "ascii" || key === "assigned") return { kind: key };
  const title = `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
  const category = Object.hasOwn(categoryNames, key) ? categoryNames[key] : key === "lc" ? "LC" : undefined;
  if (category !== undefined) return { kind: "named", name: category };
  if (shortNames.has(title)) return { kind: "named", name: title };
  return { kind: "named", name: scriptsAfterUnicode15.has(title) ? key : title };
}
