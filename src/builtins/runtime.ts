import { anyType, objectOf, stringType } from "../types/types.ts";
import { makeObject } from "../values/object-builder.ts";
import type { Value } from "../values/value.ts";
import { arg, type Builtin, builtin } from "./define.ts";

/** The version of OPA whose behaviour this engine has. */
const opaVersion = "1.20.2";

/** Builtins that tell of the process around. */
export const runtimeBuiltins: readonly Builtin[] = [
  builtin(
    "opa.runtime",
    "What the engine runs in: version, environment, settings.",
    [],
    arg("output", objectOf(stringType, anyType), "the description"),
    ({ host }) => describeRuntime(host.environment?.()),
    { nondeterministic: true },
  ),
];

function describeRuntime(environment: Readonly<Record<string, string>> | undefined): Value {
  if (environment === undefined) return {};
  const env = makeObject(Object.entries(environment));
  return { authorization_enabled: false, commit: "", env, skip_known_schema_check: false, version: opaVersion };
}
