import { Observation } from "../eval/observation.ts";
import { ObservedLinker } from "../eval/observed-linker.ts";
import type { Tracing } from "../eval/tracing.ts";
import { observeProgram } from "../plan/observe-steps.ts";

/** Tells tracers of evaluations (`evaluate(input, { tracer })`): for coverage, profiles, explanations. */
export const tracing: Tracing = {
  observe: observeProgram,
  makeLinker: (plan, builtins) => new ObservedLinker(plan, builtins),
  makeObservation: (tracer) => new Observation(tracer),
};
