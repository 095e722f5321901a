// Writes src/parser/generated/grammar.js from src/parser/rego.peggy. With --check it writes nothing and fails when the file is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import peggy from "peggy";
import { slimParser } from "./slim-parser.mjs";

const folder = new URL("../src/parser/", import.meta.url);
const target = new URL("generated/grammar.js", folder);

const grammar = readFileSync(new URL("rego.peggy", folder), "utf8");
const parser = peggy.generate(grammar, {
  allowedStartRules: ["Module", "Query", "SingleTerm", "PackageOnly", "ImportOnly"],
  format: "es",
  grammarSource: "rego.peggy",
  output: "source",
});
const generated = slimParser(parser, grammar);

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== generated) {
    console.error("src/parser/generated/grammar.js is out of date: run node scripts/generate-parser.mjs");
    process.exit(1);
  }
} else {
  writeFileSync(target, generated);
}
