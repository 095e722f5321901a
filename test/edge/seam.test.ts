import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

/** What a program that imports this much of an entry point has of src/, by folder, and its size in bytes after gzip. */
async function bundle(imported: string, entry = "edge"): Promise<{ readonly folders: readonly string[]; readonly gzip: number }> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: `export { ${imported} } from "./src/${entry}.ts";`, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    metafile: true,
    outdir: "unused",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const folders = files.map((file) => file.replace(/^src\/([^/]*).*/, "$1"));
  return { folders: [...new Set(folders)].sort(), gzip: gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length };
}

test("handlers of requests need no parser, compiler and evaluator: another form of policy brings what it needs", async () => {
  const handlers = await bundle("createRequestHandler, requestToInput, DecisionError");
  expect(handlers.folders).toStrictEqual(["edge", "options", "values"]);
  expect(handlers.gzip).toBeLessThan(8_000);
  const whole = await bundle("createPolicyHandler");
  expect(whole.folders).toStrictEqual(expect.arrayContaining(["compile", "core-engine.ts", "parser", "plan"]));
  expect(whole.folders).not.toContain("codegen");
});

test("handlers of compiled policies have neither parser nor compiler", async () => {
  const { folders, gzip } = await bundle("createPolicyHandler", "edge-compiled");
  for (const folder of ["parser", "compile", "core-engine.ts", "codegen", "ast"]) expect(folders).not.toContain(folder);
  expect(gzip).toBeLessThan(33_500);
});
