// For `size-limit`, which fails where a bundle for browsers weighs more than scripts/size-bounds.mjs allows. `npm run sizes` shows what is in them.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { BOUNDS } from "./scripts/size-bounds.mjs";

const groups = readdirSync(resolve(import.meta.dirname, "src/builtins/groups")).map((file) => file.replace(/\.ts$/, ""));

// biome-ignore lint/style/noDefaultExport: size-limit reads its configuration from there.
export default [
  measure("evaluator", BOUNDS.evaluator, { "src/evaluator.ts": "*" }),
  measure("evaluator and core builtins", BOUNDS["evaluator-and-core"], {
    "src/evaluator.ts": "*",
    "src/builtins/core-group.ts": "{ core }",
  }),
  measure("edge-compiled", BOUNDS["edge-compiled"], { "src/edge-compiled.ts": "*" }),
  measure("edge", BOUNDS.edge, { "src/edge.ts": "*" }),
  measure("core", BOUNDS.core, { "src/core.ts": "*" }),
  ...groups.map((group) =>
    measure(`core and ${group}`, BOUNDS.core + BOUNDS[group], {
      "src/core.ts": "*",
      [`src/builtins/groups/${group}.ts`]: `{ ${nameOf(group)} }`,
    }),
  ),
  measure("core and bundle, with what is loaded on demand", BOUNDS.core + BOUNDS["bundle-and-demand"], {
    "src/core.ts": "*",
    "src/bundle.ts": "{ addBundles, mergeBundles, readBundle, writeBundle }",
  }),
  measure("all", BOUNDS.all, { "src/index.ts": "*" }),
];

/** What the group's module exports. */
function nameOf(group) {
  return group.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

function measure(name, bound, modules) {
  return {
    name,
    path: Object.keys(modules),
    import: modules,
    limit: `${bound} kB`,
    gzip: true,
    // Loaded when a policy needs a public or private key.
    ignore: ["jose"],
    modifyEsbuildConfig: (config) => ({ ...config, platform: "browser", format: "esm", target: "es2022", conditions: ["module"] }),
  };
}
