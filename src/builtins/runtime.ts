import { anyType, numberType, objectOf, stringType } from "../types/types.ts";
import { normalizeInteger } from "../values/number.ts";
import { makeObject } from "../values/object-builder.ts";
import { arg, type Builtin, builtin } from "./define.ts";

/** The version of OPA whose behaviour this engine has. */
export const opaVersion = "1.20.2";

/** Builtins that tell of the world around: time and process. */
export const runtimeBuiltins: readonly Builtin[] = [
  builtin(
    "time.now_ns",
    "The time of the query.",
    [],
    arg("now", numberType, "nanoseconds since 1970"),
    (context) => normalizeInteger(context.nowNs),
    {
      nondeterministic: true,
    },
  ),
  builtin(
    "opa.runtime",
    "What the engine runs in: version, environment, settings.",
    [],
    arg("output", objectOf(stringType, anyType), "the description"),
    (context) => ({
      authorization_enabled: false,
      commit: "",
      env: makeObject(Object.entries(context.host.environment())),
      skip_known_schema_check: false,
      version: opaVersion,
    }),
    { nondeterministic: true },
  ),
];
