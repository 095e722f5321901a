/** What is wrong with the YAML of a METADATA block; `line` counts from 1 at the first line after `METADATA`. */
export class AnnotationYamlError extends Error {
  override readonly name = "AnnotationYamlError";
  readonly line: number;

  constructor(message: string, line: number, options?: ErrorOptions) {
    super(message, options);
    this.line = line;
  }
}
