/** An error at an offset of the text; the end of the text is {@link END_OF_TEXT}. */
export interface Fault {
  readonly message: string;
  readonly offset: number;
}

/** The offset of errors at the end of the text: OPA places them on its last character. */
export const END_OF_TEXT = -1;
