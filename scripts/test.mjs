// `npm test`: unit tests by vitest, then the conformance suites. Closes with `N passed, N failed`, the sum of both, alone on its line.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
/** OPA's published cases are not part of this project; they are run where they are found beside it, or where this variable says. */
const SHARED = resolve(ROOT, process.env.REGO_SHARED_CASES ?? "../shared");
const folder = mkdtempSync(join(tmpdir(), "rego-ts-test-"));

let passed = 0;
let failed = 0;
let broken = false;
/** The failed unit tests, with their words: repeated at the end, where they are found again below thousands of lines of tables. */
const failures = [];
try {
  runUnitTests();
  // Whatever the engine does to be fast, the answers are the same.
  for (const [title, options] of [
    ["closures", []],
    ["source", ["--code"]],
    ["closures without index and caches", ["--without", "index,caches"]],
    ["source without index and caches", ["--code", "--without", "index,caches"]],
    ["compiled policies", ["--compiled"]],
  ]) {
    runConformance(`own cases, v1, ${title}`, ["conformance/main.ts", ...options, "--suite", "conformance/cases/v1"]);
    runConformance(`own cases, v0, ${title}`, ["conformance/main.ts", ...options, "--v0", "--suite", "conformance/cases/v0"]);
    runShared(`OPA's cases, v1, ${title}`, "opa-cases/v1", ["conformance/main.ts", ...options, "--suite"]);
    runShared(`OPA's cases, v0, ${title}`, "opa-cases/v0", ["conformance/main.ts", ...options, "--v0", "--suite"]);
  }
  // Early exit hides conflicts in bodies behind the first that holds, as in OPA; two own cases are about that.
  runShared("OPA's cases, v1, without early exit", "opa-cases/v1", ["conformance/main.ts", "--without", "earlyExit", "--suite"]);
  runShared("builtins as OPA 1.10 answered", "golden/builtins.json", ["conformance/golden-builtins.ts"]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || broken ? 1 : 0;

function runUnitTests() {
  const report = join(folder, "vitest.json");
  const outcome = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    { cwd: ROOT, stdio: "inherit" },
  );
  if (!existsSync(report)) throw new Error("vitest wrote no report");
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  // A file that cannot be loaded has no tests of its own to count.
  const brokenFiles = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
  for (const { name, status, message, assertionResults } of testResults) {
    if (status === "failed" && assertionResults.length === 0) failures.push(`${relative(ROOT, name)}\n${message}`);
    for (const { fullName, status: outcome, failureMessages } of assertionResults) {
      if (outcome === "failed") failures.push(`${relative(ROOT, name)} > ${fullName}\n${failureMessages.join("\n")}`);
    }
  }
  if (numPendingTests > 0) console.log(`unit tests: ${numPendingTests} skipped (see above)`);
  count(numPassedTests, numFailedTests + brokenFiles, outcome.status);
}

function runShared(title, path, command) {
  if (existsSync(join(SHARED, path))) runConformance(title, [...command, join(SHARED, path)]);
  else console.log(`\n== ${title}: SKIPPED, there is no ${path} in ${SHARED}`);
}

function runConformance(title, command) {
  console.log(`\n== ${title}`);
  const report = join(folder, "conformance.json");
  rmSync(report, { force: true });
  const outcome = spawnSync(process.execPath, [join(ROOT, "scripts/run.mjs"), ...command, "--json", report], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (!existsSync(report)) {
    console.log(`${title}: the runner wrote no report`);
    broken = true;
    return;
  }
  const { totals } = JSON.parse(readFileSync(report, "utf8"));
  count(totals.passed, totals.unexpected, outcome.status);
}

/** A run that fails without a counted failure still fails the whole. */
function count(passes, failures, status) {
  passed += passes;
  failed += failures;
  if (status !== 0) broken = true;
}
