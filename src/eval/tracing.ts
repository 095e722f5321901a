import type { Builtin } from "../builtins/define.ts";
import type { CheckedProgram } from "../compile/program.ts";
import type { LinkedPlan, PlanObserver } from "../plan/program-plan.ts";
import type { ProgramLinker } from "./linker.ts";
import type { Observation } from "./observation.ts";
import type { Tracer } from "./trace-event.ts";

/** What an engine needs to tell tracers of evaluations: plans, closures and the way in which events are put in OPA's order. */
export interface Tracing {
  readonly observe: (program: CheckedProgram) => PlanObserver;
  readonly makeLinker: (plan: LinkedPlan, builtins: (name: string) => Builtin | undefined) => ProgramLinker;
  readonly makeObservation: (tracer: Tracer) => Observation;
}
