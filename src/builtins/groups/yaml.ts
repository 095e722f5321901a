import { parseAnnotations } from "../../parser/annotations.ts";
import { parseYaml } from "../../values/yaml.ts";
import type { BuiltinGroup } from "../group.ts";
import { yamlBuiltins } from "../yaml.ts";

/** YAML, that of METADATA blocks and documents too. */
export const yaml: BuiltinGroup = { name: "yaml", builtins: yamlBuiltins, parseAnnotations, parseYaml };
