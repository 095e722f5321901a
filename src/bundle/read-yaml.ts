import type { BuiltinGroup } from "../builtins/group.ts";
import type { Value } from "../values/value.ts";

/** What reads YAML. Most bundles have none: it is loaded for the first that has. */
export async function loadYaml(): Promise<Required<Pick<BuiltinGroup, "parseAnnotations" | "parseYaml">>> {
  const { parseAnnotations, parseYaml } = (await import("../builtins/groups/yaml.ts")).yaml;
  if (parseAnnotations === undefined || parseYaml === undefined) throw new TypeError("the group yaml reads no YAML");
  return { parseAnnotations, parseYaml };
}

/** Reads YAML, with what is loaded for it. Rejects with a YamlError. */
export async function parseYaml(text: string): Promise<Value> {
  return (await loadYaml()).parseYaml(text);
}
