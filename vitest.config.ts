import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "#builtin-groups": resolve(import.meta.dirname, "src/builtins/all-groups.ts") } },
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
