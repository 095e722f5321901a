import { readAnnotationYaml } from "../../parser/annotation-yaml.ts";
import type { BuiltinGroup } from "../group.ts";
import { yamlBuiltins } from "../yaml.ts";

/** YAML, that of METADATA blocks too. */
export const yaml: BuiltinGroup = { name: "yaml", builtins: yamlBuiltins, readAnnotationYaml };
