import type { LoadedFile } from "../bundle/load.ts";
import { mergeDocuments } from "../bundle/merge-documents.ts";
import type { EngineOptions } from "../engine.ts";
import { Engine } from "../engine.ts";
import type { PlainObject } from "../values/value.ts";
import type { OutputError } from "./output-error.ts";
import { toOutputErrors } from "./output-error.ts";

/** An engine with the modules and documents that were loaded, or all that is wrong with them, in the order of the files. */
export function buildEngine(
  files: readonly LoadedFile[],
  options: EngineOptions,
): { readonly engine: Engine; readonly errors: readonly OutputError[] } {
  const engine = new Engine(options);
  const errors: OutputError[] = [];
  let data: PlainObject = {};
  for (const loaded of files) {
    switch (loaded.kind) {
      case "failure":
        errors.push({ message: loaded.message });
        break;
      case "module":
        errors.push(...addModule(engine, loaded.file, loaded.text));
        break;
      case "document": {
        const merged = mergeDocuments(data, loaded.document);
        if (merged === undefined) errors.push({ message: `${loaded.file}: merge error` });
        else data = merged;
      }
    }
  }
  engine.setData(data);
  return { engine, errors };
}

function addModule(engine: Engine, file: string, text: string): readonly OutputError[] {
  try {
    engine.addModule(file, text);
    return [];
  } catch (error) {
    return toOutputErrors(error);
  }
}
