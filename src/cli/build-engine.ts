import { addBundles } from "../bundle/add-bundles.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { BundleError } from "../bundle/bundle-error.ts";
import { DocumentBuilder } from "../bundle/document-builder.ts";
import type { LoadedContent } from "../bundle/load-files.ts";
import type { EngineOptions } from "../engine.ts";
import { Engine } from "../engine.ts";
import { parseForCheck } from "../tools/check-modules.ts";
import type { OutputError } from "./output-error.ts";
import { toOutputErrors } from "./output-error.ts";

/**
 * An engine with the modules and documents that were loaded, or all that is wrong with them, in the order of the files. What is in the roots of bundles is
 * theirs alone; what is wrong with bundles beside each other is an error of its own.
 */
export function buildEngine(
  files: readonly LoadedContent[],
  options: EngineOptions,
  bundles: Readonly<Record<string, Bundle>> = {},
): { readonly engine: Engine; readonly errors: readonly OutputError[] } {
  const engine = new Engine(options);
  const errors: OutputError[] = [];
  const data = new DocumentBuilder();
  for (const loaded of files) {
    switch (loaded.kind) {
      case "failure":
        errors.push({ message: loaded.message });
        break;
      case "module":
        errors.push(...collectErrors(() => addModule(engine, loaded)));
        break;
      case "document": {
        if (!data.insert([], loaded.document)) errors.push({ message: `${loaded.file}: merge error` });
      }
    }
  }
  if (errors.length === 0) errors.push(...collectErrors(() => addBundles(engine, bundles, data.finish())));
  return { engine, errors };
}

function addModule(engine: Engine, { file, regoVersion, text }: LoadedContent & { readonly kind: "module" }): void {
  if (regoVersion === undefined) engine.addModule(file, text);
  else engine.addParsedModule(parseForCheck({ file, text }, { regoVersion }), { regoVersion });
}

function collectErrors(run: () => void): readonly OutputError[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof BundleError) return [{ message: error.code === "unsupported" ? error.message : describeActivation(error) }];
    return toOutputErrors(error);
  }
}

/** Of several bundles that cannot be used together. */
function describeActivation({ message }: BundleError): string {
  return `bundle activation failed: ${message}`;
}
