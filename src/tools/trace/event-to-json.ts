import { bodyToJson, exprToJson, ruleToJson, termToJson } from "../../ast/to-json.ts";
import { makeRef, makeString, makeVar } from "../../compile/terms.ts";
import type { TraceEvent, TraceNode } from "../../eval/trace-event.ts";

/** An event as OPA writes it in JSON. Values of variables are left out. */
export function eventToJson({ message, node, op, parentId, path, queryId, source, span }: TraceEvent): object {
  const { file, row, col } = source.locate(span.start);
  const ref = path && makeRef([makeVar("data", span), ...path.map((part) => makeString(String(part), span))], span);
  return {
    Op: op,
    Node: nodeToJson(node),
    Location: { file, row, col },
    QueryID: queryId,
    ParentID: parentId,
    Locals: null,
    LocalMetadata: {},
    Message: message,
    Ref: ref === undefined ? null : ref.terms.map((term) => termToJson(term)),
  };
}

function nodeToJson(node: TraceNode): unknown {
  switch (node.kind) {
    case "rule":
      return ruleToJson(node.rule);
    case "body":
      return bodyToJson(node.body);
    case "expression":
      return { ...exprToJson(node.expr), index: node.index };
    default:
      return node satisfies never;
  }
}
