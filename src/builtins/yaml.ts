import { anyType, booleanType, stringType } from "../types/types.ts";
import type { Value } from "../values/value.ts";
import { parseYaml } from "../values/yaml.ts";
import { YamlError } from "../values/yaml-error.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import { marshalYaml } from "./yaml/marshal.ts";

/** The builtins for YAML. */
export const yamlBuiltins: readonly Builtin[] = [
  builtin(
    "yaml.marshal",
    "Writes a value as YAML.",
    [arg("x", anyType, "the value to write")],
    arg("y", stringType, "its YAML text"),
    (value) => marshalYaml(value),
  ),
  builtin(
    "yaml.unmarshal",
    "Reads the first document of a YAML text.",
    [arg("x", stringType, "the YAML text")],
    arg("y", anyType, "the value that it stands for"),
    (text) => readYaml(text, (problem) => fail(problem)),
  ),
  builtin(
    "yaml.is_valid",
    "Whether a text is YAML.",
    [arg("x", stringType, "the text to look at", { unchecked: true })],
    arg("result", booleanType, "whether it is; false for what is not a text"),
    (text) => typeof text === "string" && readYaml<Value | undefined>(text, () => undefined) !== undefined,
  ),
];

function readYaml<Failed>(text: string, failed: (problem: string) => Failed): Value | Failed {
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlError) return failed(error.message);
    throw error;
  }
}
