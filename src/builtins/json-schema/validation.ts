import type { Value } from "../../values/value.ts";
import type { BuiltinContext } from "../context.ts";
import type { Outcome, Place } from "./outcome.ts";
import type { Schema } from "./schema.ts";

/** What the parts of the validator share. */
export interface Validation {
  readonly context: BuiltinContext;
  /** Validates into an outcome that is there already. */
  readonly validateInto: (schema: Schema, value: Value, place: Place | undefined, outcome: Outcome) => void;
  /** Validates on the side. */
  readonly validate: (schema: Schema, value: Value, place: Place | undefined) => Outcome;
}
