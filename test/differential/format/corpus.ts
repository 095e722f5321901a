import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readSuite } from "../../../conformance/case.ts";

/** A policy of the corpus. */
export interface Sample {
  readonly name: string;
  readonly text: string;
  readonly regoVersion: 0 | 1;
}

const root = resolve(import.meta.dirname, "../../..");
/** OPA's published cases, where they are there. */
const shared = resolve(root, process.env["REGO_SHARED_CASES"] ?? "../shared", "opa-cases");

/** The project's own policies: files, and the modules of its conformance cases. */
export function ownPolicies(): readonly Sample[] {
  const folders = ["examples", "bench", "test/cli/files"].map((folder) => join(root, folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".rego"))
      .sort()
      .map((file): Sample => ({ name: file, text: readFileSync(join(folder, file), "utf8"), regoVersion: 1 })),
  );
  const cases = join(root, "conformance/cases");
  return distinct([...files, ...policiesOf(join(cases, "v1"), 1), ...policiesOf(join(cases, "v0"), 0)]);
}

/** The modules of OPA's published cases; none where they are not there. */
export function publishedPolicies(): readonly Sample[] {
  if (!existsSync(shared)) return [];
  return distinct([...policiesOf(join(shared, "v1"), 1), ...policiesOf(join(shared, "v0"), 0)]);
}

function policiesOf(folder: string, regoVersion: 0 | 1): readonly Sample[] {
  return readSuite(folder).flatMap(({ id, modules }) =>
    modules.map((text, index) => ({ name: `${id}, module ${index + 1}`, text, regoVersion })),
  );
}

function distinct(samples: readonly Sample[]): readonly Sample[] {
  return [...new Map(samples.map((sample) => [`${sample.regoVersion}${sample.text}`, sample])).values()];
}
