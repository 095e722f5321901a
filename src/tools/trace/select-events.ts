import type { TraceEvent } from "../../eval/trace-event.ts";

/** What OPA's `--explain` takes. */
export const explanations = ["full", "notes", "fails", "debug"] as const;
/** Which events of a trace are shown. */
export type Explanation = (typeof explanations)[number];

/** The events of an explanation: all of them, or notes or failures with the way to them. */
export function selectEvents(events: readonly TraceEvent[], explanation: Explanation): readonly TraceEvent[] {
  switch (explanation) {
    case "full":
    case "debug":
      return events;
    case "notes":
      return withWays(events, ({ op }) => op === "Note");
    case "fails":
      return withWays(events, ({ op }) => op === "Fail");
    default:
      return explanation satisfies never;
  }
}

/** The wanted events, each after the bodies that were entered on the way to it since the one before. */
function withWays(events: readonly TraceEvent[], isWanted: (event: TraceEvent) => boolean): readonly TraceEvent[] {
  const selected: TraceEvent[] = [];
  const entered = new Map<number, TraceEvent>();
  for (const event of events) {
    if (isWanted(event)) {
      const way: TraceEvent[] = [event];
      for (let at = entered.get(event.queryId); at !== undefined && way[0] !== at; at = entered.get(at.parentId)) way.unshift(at);
      selected.push(...way);
      entered.clear();
    }
    if ((event.op === "Enter" || event.op === "Redo") && event.node.kind !== "expression") entered.set(event.queryId, event);
  }
  return selected;
}
