import { statSync, watch } from "node:fs";
import { basename, join } from "node:path";
import { isIgnored } from "../bundle/ignore.ts";

/** Changes come in bunches: so long after the last one all is taken for done. */
const quietMs = 100;

/** Tells of files below the paths that change, once for each bunch of changes. Never ends. */
export async function* watchPaths(paths: readonly string[], ignore: readonly string[]): AsyncGenerator<string, void, undefined> {
  let changed: string | undefined;
  let wake: (() => void) | undefined;
  for (const path of paths) {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    watch(path, { recursive: isFolder }, (_, filename) => {
      const file = isFolder && filename !== null ? join(path, filename) : path;
      if (isIgnored(basename(file), ignore)) return;
      changed = file;
      wake?.();
    });
  }
  // From here on no change is missed.
  process.stdout.write(`${"*".repeat(80)}\nWatching for changes ...\n`);
  for (;;) {
    // What changes while the reader is busy with the change before is told of next.
    if (changed === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    const file = changed;
    changed = undefined;
    if (file !== undefined) yield file;
  }
}
