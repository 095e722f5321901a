/** A text that is not YAML, or holds what JSON cannot hold. The message is what OPA prints after its own words. */
export class YamlError extends Error {
  override readonly name = "YamlError";
}
