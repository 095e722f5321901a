/** What the pages show and no test runs, each with the reason. A command is named by its text, a block by its page and its first line. */
export const notRun: Readonly<Record<string, string>> = {
  "npm ci && npm run demo": "examples/examples.test.ts runs the demo; npm ci made what this test runs in",
  "npm ci && npm run playground": "test/playground builds the page and uses it",
  "npm ci && npm test": "this is a part of it",
  "npm install rego-ts": "scripts/check-package.mjs installs the packed package into an empty folder",
  'docs/guide/from-opa-wasm.md: -import { loadPolicy } from "@open-policy-agent/opa-wasm";':
    "a change, half of which is of another package; what it ends in is run below it",
};
