/** Closures for the bodies of rules: each is tried for its solutions, and its head takes them. */
import type { SourceText } from "../errors/source-text.ts";
import type { Branch, Clause } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import type { Value } from "../values/value.ts";
import type { Accept, BranchSolutions, ClauseValue, Conflict, Frame, Linker, Run } from "./closures.ts";

/** The value of the first branch that has one. `stopsEarly`: all branches give the same constant, so the first solution is enough. */
export function linkClauseValue(linker: Linker, clause: Clause, conflict: Conflict, stopsEarly: boolean): ClauseValue {
  const branches = clause.branches().map((branch) => linkBranchValue(linker, branch, clause.source, conflict, stopsEarly));
  const [only] = branches;
  if (only !== undefined && branches.length === 1) return only;
  return (layer, args) => {
    const { pending } = layer.query;
    for (const branch of branches) {
      const value = branch(layer, args);
      if (value !== undefined || layer.query.pending !== pending) return value;
    }
    return undefined;
  };
}

function linkBranchValue(linker: Linker, branch: Branch, source: SourceText, conflict: Conflict, stopsEarly: boolean): ClauseValue {
  const { value: valueNode, frameSize: resultSlot } = branch;
  if (valueNode === undefined) throw new TypeError("a rule with one value has a value in its head");
  const value = linker.value(valueNode, source);
  const place = { source, span: branch.span };
  const last: Run = stopsEarly
    ? (layer, frame) => {
        frame[resultSlot] = value(layer, frame);
        return true;
      }
    : (layer, frame) => {
        const result = value(layer, frame);
        if (result === undefined) return false;
        const earlier = frame[resultSlot] as Value | undefined;
        if (earlier === undefined) frame[resultSlot] = result;
        else if (!equalsValues(earlier, result)) throw conflict(place);
        return false;
      };
  const run = linkBody(linker, branch, source, last);
  return (layer, args) => {
    const frame = makeFrame(args);
    run(layer, frame);
    return frame[resultSlot] as Value | undefined;
  };
}

/** Matches the arguments, then runs the steps. */
function linkBody(linker: Linker, branch: Branch, source: SourceText, last: Run): Run {
  const run = linker.steps(branch.steps, source, last);
  const matches = branch.args.flatMap((pattern, position) =>
    pattern.kind === "ignore" ? [] : [{ position, match: linker.pattern(pattern, source) }],
  );
  const [first] = matches;
  if (first === undefined) return run;
  if (matches.length === 1) {
    const { position, match } = first;
    return (layer, frame) => match(frame[position] as Value, layer, frame) && run(layer, frame);
  }
  return (layer, frame) => {
    for (const { position, match } of matches) if (!match(frame[position] as Value, layer, frame)) return false;
    return run(layer, frame);
  };
}

/** Arguments stand in the first slots. The caller's list stays as it is: other branches start from it. */
function makeFrame(args: readonly Value[]): Frame {
  return args.slice();
}

export function linkBranchSolutions(linker: Linker, branch: Branch, source: SourceText): BranchSolutions {
  const valueNode = branch.element ?? branch.value;
  if (valueNode === undefined) throw new TypeError("a rule has an element or a value in its head");
  const value = linker.value(valueNode, source);
  const keys = branch.keys.map((key) => linker.value(key, source));
  const place = { source, span: branch.span };
  const acceptSlot = branch.frameSize;
  const run = linkBody(linker, branch, source, (layer, frame) => {
    const path: Value[] = [];
    for (const key of keys) {
      const part = key(layer, frame);
      if (part === undefined) return false;
      path.push(part);
    }
    const result = value(layer, frame);
    return result !== undefined && (frame[acceptSlot] as Accept)(path, result, place);
  });
  return (layer, known, accept) => {
    const frame = makeFrame(known);
    frame[acceptSlot] = accept;
    run(layer, frame);
  };
}
