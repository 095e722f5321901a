/** Where the programs and commands of the pages are run: folders with their files, and everything bundled from the sources in one go. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import type { Program } from "./programs.ts";
import type { Block } from "./read-blocks.ts";

export const root = resolve(import.meta.dirname, "../..");

/** Prints each value on one line. */
const settings = `import { inspect } from "node:util"; Object.assign(inspect.defaultOptions, { breakLength: Infinity, compact: true });`;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The source files of the package's names, by their patterns: `rego-ts/parts/*`. Longest first. */
export function listSources(): readonly (readonly [pattern: string, file: string])[] {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    exports: Record<string, string | { types: string }>;
  };
  return Object.entries(exports)
    .flatMap(([name, target]) => {
      if (typeof target === "string") return [];
      const file = join(root, target.types.replace("./dist/", "src/").replace(".d.ts", ".ts"));
      return [[name.replace(/^\./, "rego-ts"), file] as const];
    })
    .sort(([left], [right]) => right.length - left.length);
}

function findSource(name: string): string {
  for (const [pattern, file] of listSources()) {
    const [start = "", end] = pattern.split("*");
    if (pattern === name) return file;
    if (end !== undefined && name.startsWith(start)) return file.replace("*", name.slice(start.length));
  }
  throw new Error(`package.json exports no ${name}`);
}

/** A folder for each page, with its files and its programs. */
export class Workshop {
  readonly folder: string;

  constructor() {
    const cache = join(root, "node_modules/.cache/rego-ts");
    mkdirSync(cache, { recursive: true });
    this.folder = realpathSync(mkdtempSync(join(cache, "guide-")));
    mkdirSync(join(this.folder, "bin"));
    // Stands for npx, which would look for an installed package.
    const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${join(this.folder, "built/rego.mjs")}" "$@"\n`;
    writeFileSync(join(this.folder, "bin/npx"), npx);
    chmodSync(join(this.folder, "bin/npx"), 0o755);
  }

  /** Writes the files that the blocks of pages are. */
  writeFiles(blocks: readonly Block[]): readonly string[] {
    return blocks.flatMap(({ page, marks, text }) => {
      const name = marks.get("file");
      if (name === undefined) return [];
      const path = join(this.folderOf(page), name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return [path];
    });
  }

  /** Writes a program, and says where. */
  writeProgram(program: Program): string {
    const path = join(this.folderOf(program.page), `${this.nameOf(program)}.ts`);
    // Types of what a module declares at its top stay its own.
    writeFileSync(path, `${program.text}export {};\n`);
    return path;
  }

  /** Bundles the programs and the command. */
  async bundle(programs: readonly Program[]): Promise<void> {
    const entries = programs.map((program) => [this.nameOf(program), join(this.folderOf(program.page), `${this.nameOf(program)}.ts`)]);
    await build({
      entryPoints: { ...Object.fromEntries(entries), rego: join(root, "src/cli/main.ts") },
      outdir: join(this.folder, "built"),
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      logLevel: "error",
      plugins: [
        {
          name: "rego-ts",
          setup: ({ onResolve }) => onResolve({ filter: /^rego-ts($|\/)/ }, ({ path }) => ({ path: findSource(path) })),
        },
      ],
    });
  }

  runProgram(program: Program): Outcome {
    const file = join(this.folder, "built", `${this.nameOf(program)}.mjs`);
    return this.run(process.execPath, [`--import=data:text/javascript,${encodeURIComponent(settings)}`, file], this.folderOf(program.page));
  }

  /** Runs a command line as a terminal does, both streams in one. */
  runCommand(command: string, page: string, folder: string | undefined): Outcome {
    return this.run("/bin/sh", ["-c", `exec 2>&1\n${command}`], folder === undefined ? this.folderOf(page) : join(root, folder));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(program: string, args: readonly string[], cwd: string): Outcome {
    const env = { ...process.env, PATH: `${join(this.folder, "bin")}:${process.env.PATH}`, NO_COLOR: "1", TZ: "UTC" };
    const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8", timeout: 15_000 });
    return { status, stdout, stderr };
  }

  private folderOf(page: string): string {
    const folder = join(this.folder, page.replaceAll("/", "-").replace(/\.md$/, ""));
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  private nameOf({ page, line }: Program): string {
    return `${page.replaceAll("/", "-").replace(/\.md$/, "")}-${line}`;
  }
}
