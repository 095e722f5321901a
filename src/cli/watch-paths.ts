import { watch } from "node:fs/promises";
import { basename, join } from "node:path";
import { isIgnored } from "../bundle/ignore.ts";

/** Changes come in bunches: so long after the last one all is taken for done. */
const quietMs = 100;

/** Tells of files below the paths that change, once for each bunch of changes. Never ends. */
export async function* watchPaths(paths: readonly string[], ignore: readonly string[]): AsyncGenerator<string, void, undefined> {
  process.stdout.write(`${"*".repeat(80)}\nWatching for changes ...\n`);
  let changed: string | undefined;
  let wake: (() => void) | undefined;
  for (const path of paths) {
    void (async () => {
      for await (const { filename } of watch(path, { recursive: true })) {
        const file = filename === null ? path : join(path, filename);
        if (isIgnored(basename(file), ignore)) continue;
        changed = file;
        wake?.();
      }
    })();
  }
  for (;;) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    if (changed !== undefined) yield changed;
    changed = undefined;
  }
}
