import type { Module } from "../../../src/ast/nodes.ts";
import { type RegoError, RegoErrors } from "../../../src/errors/rego-error.ts";
import { parseAnnotations } from "../../../src/parser/annotations.ts";
import { parseModule } from "../../../src/parser/parse.ts";
import { format } from "../../../src/tools/format/format.ts";
import { commentText, treeText } from "../../differential/format/tree-text.ts";
import { mutateModule } from "../../differential/modules/mutate-module.ts";
import { pickSeedModule, readSeedModules } from "../../differential/modules/seed-modules.ts";
import type { Random } from "../../differential/policies/random.ts";
import { mutateText } from "../mutate-text.ts";
import type { Finding, FuzzCase, FuzzTarget } from "../target.ts";

const FILE = "policy.rego";

/** Texts into modules: RegoErrors with places inside of the text, or a module that is printed so that it is read again as the same one. */
export const parserTarget: FuzzTarget = { name: "parser", make: makeText, check: checkText };

const written = readSeedModules();

function makeText(random: Random): FuzzCase {
  const module = random.chance(0.5) ? pickSeedModule(random, written) : mutateModule(random.below(2 ** 31), random.below(2 ** 31), written);
  const { text, regoVersion } = module;
  const other = random.chance(0.1) ? pickSeedModule(random, written).text : "";
  return { texts: { [FILE]: random.chance(0.8) ? mutateText(text + other, random) : text + other }, regoVersion };
}

function checkText({ texts, regoVersion }: FuzzCase): Finding | undefined {
  const text = texts[FILE] ?? "";
  let module: Module;
  try {
    module = parseModule(FILE, text, { regoVersion, annotations: parseAnnotations });
  } catch (error) {
    if (error instanceof RegoErrors) return checkPlaces(error.errors, text);
    throw error;
  }
  return checkPrinted(module, text, regoVersion);
}

/** Every error says where it is, and that is inside of the text; the end of a text is in column 0 of its last row, as in OPA. */
function checkPlaces(errors: readonly RegoError[], text: string): Finding | undefined {
  if (errors.length === 0) return { sort: "no errors in RegoErrors", details: "" };
  const lines = text.split("\n");
  for (const { code, message, location } of errors) {
    // OPA's place for what is nowhere.
    if (message === "empty module" && location?.row === 0) continue;
    const line = location && lines[location.row - 1];
    const isInside = location !== undefined && line !== undefined && location.col >= 0 && location.col <= [...line].length + 1;
    if (!isInside) return { sort: "place outside of the text", details: `${location?.row}:${location?.col} ${code}: ${message}` };
  }
  return undefined;
}

function checkPrinted(module: Module, text: string, regoVersion: 0 | 1): Finding | undefined {
  let printed: string;
  try {
    printed = format(FILE, text, { regoVersion });
  } catch (error) {
    // The formatter refuses what Rego v1 refuses in a module that can be parsed.
    if (error instanceof RegoErrors) return undefined;
    throw error;
  }
  let again: Module;
  try {
    again = parseModule(FILE, printed, { regoVersion, annotations: undefined });
  } catch (error) {
    if (error instanceof RegoErrors) return { sort: "printed text is refused", details: `${error.message}\n${printed}` };
    throw error;
  }
  if (treeText(again) !== treeText(module)) return { sort: "printed text is another module", details: printed };
  if (commentText(again) !== commentText(module)) return { sort: "printed text has other comments", details: printed };
  if (format(FILE, printed, { regoVersion }) !== printed) return { sort: "printing again changes the text", details: printed };
  return undefined;
}
