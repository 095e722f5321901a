import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: [
      { find: "#builtin-groups", replacement: resolve(import.meta.dirname, "src/builtins/all-groups.ts") },
      { find: "#default-host", replacement: resolve(import.meta.dirname, "src/host/web-default.ts") },
      { find: /^rego-ts$/, replacement: resolve(import.meta.dirname, "src/index.ts") },
      { find: /^rego-ts\/tools$/, replacement: resolve(import.meta.dirname, "src/tools.ts") },
    ],
  },
  test: {
    include: [
      "src/**/*.test.ts",
      "conformance/**/*.test.ts",
      "test/**/*.test.ts",
      "examples/**/*.test.ts",
      "bench/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    setupFiles: ["test/fast-check.ts"],
    maxWorkers: 2,
    testTimeout: 20_000,
    coverage: { provider: "v8", include: ["src/**/*.ts"], exclude: ["src/**/*.test.ts", "src/**/generated/**"] },
  },
});
