import type { BuiltinGroup } from "../builtins/group.ts";

/** What reads YAML. Most bundles have none: it is loaded for the first that has. */
export async function loadYaml(): Promise<Required<Pick<BuiltinGroup, "parseAnnotations" | "parseYaml">>> {
  const { parseAnnotations, parseYaml } = (await import("../builtins/groups/yaml.ts")).yaml;
  if (parseAnnotations === undefined || parseYaml === undefined) throw new TypeError("the group yaml reads no YAML");
  return { parseAnnotations, parseYaml };
}
