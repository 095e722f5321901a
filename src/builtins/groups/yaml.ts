import { readAnnotationYaml } from "../../parser/annotation-yaml.ts";
import { parseYaml } from "../../values/yaml.ts";
import type { BuiltinGroup } from "../group.ts";
import { yamlBuiltins } from "../yaml.ts";

/** YAML, that of METADATA blocks and documents too. */
export const yaml: BuiltinGroup = { name: "yaml", builtins: yamlBuiltins, parseYaml, readAnnotationYaml };
