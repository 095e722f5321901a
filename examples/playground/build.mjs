// `npm run playground`: builds the page into examples/playground/dist, from where it opens as a file or from any server of static files.
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const FOLDER = import.meta.dirname;
const ROOT = resolve(FOLDER, "../..");
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  platform: "browser",
  format: "iife",
  target: "es2022",
  tsconfig: join(FOLDER, "tsconfig.json"),
  loader: { ".rego": "text" },
  legalComments: "linked",
  logLevel: "error",
};

/** Writes the page into a folder. Scripts are classic ones: browsers load no modules from files. */
export async function buildPlayground(outdir) {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  for (const file of ["index.html", "playground.css", "icon.svg"]) cpSync(join(FOLDER, file), join(outdir, file));
  await build({ ...COMMON, entryPoints: [join(FOLDER, "page/main.ts")], outfile: join(outdir, "playground.js") });
  // One function holds the engine, so that the page can hand its source to a worker where workers cannot be loaded from files.
  await build({
    ...COMMON,
    entryPoints: [join(FOLDER, "engine/main.ts")],
    outfile: join(outdir, "engine.js"),
    globalName: "engine",
    banner: { js: "function startRegoEngine(){" },
    footer: { js: 'return engine}if(typeof document==="undefined")startRegoEngine().serve();' },
  });
}

if (process.argv[1] === import.meta.filename) {
  const outdir = resolve(process.argv[2] ?? join(FOLDER, "dist"));
  await buildPlayground(outdir);
  for (const file of ["playground.js", "engine.js"]) {
    const text = readFileSync(join(outdir, file));
    console.log(`${file}: ${Math.round(text.length / 1000)} kB, ${Math.round(gzipSync(text).length / 1000)} kB after gzip`);
  }
  console.log(`open ${relative(process.cwd(), join(outdir, "index.html"))}`);
}
