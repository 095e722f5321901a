/** What is put into the panels below the query. */
import type {
  CoverageSummary,
  EvaluationReport,
  Outcome,
  Place,
  Position,
  PrintedLine,
  Problem,
  TraceSummary,
} from "../engine/protocol.ts";
import { makeElement } from "./elements.ts";
import { paintSegments } from "./paint-lines.ts";
import { tokenizeJson } from "./tokens.ts";
import { makeTraceList } from "./trace-list.ts";

/** Goes to a place in one of the editors. */
export type GoTo = (place: Place, position: Position) => void;

/** Longer results are not painted. */
const longestPainted = 50_000;

export function showOutcome(outcome: Outcome, problems: readonly Problem[], goTo: GoTo): readonly Node[] {
  switch (outcome.kind) {
    case "undefined":
      return [
        makeElement("p", "undefined", "undefined"),
        makeElement("p", "remark", "No rule gives the query a value for this input. Coverage and trace show how far it came."),
      ];
    case "failed":
      return [makeElement("p", "remark", "There is no result:"), showProblems(problems, goTo)];
    case "results":
      return [makeElement("p", "remark", `${outcome.count} ${outcome.count === 1 ? "result" : "results"}`), showJson(outcome.text)];
    case "value":
      return [showJson(outcome.text)];
    default:
      return outcome satisfies never;
  }
}

function showJson(text: string): Node {
  if (text.length > longestPainted) return makeElement("pre", "json", text);
  return makeElement("pre", "json", ...paintSegments(tokenizeJson(text).map((token) => ({ ...token, marks: [] }))));
}

export function showProblems(problems: readonly Problem[], goTo: GoTo): Node {
  if (problems.length === 0) return makeElement("p", "remark", "Nothing is wrong.");
  return makeElement(
    "ul",
    "problems",
    ...problems.map((problem) => makeElement("li", `problem ${problem.severity}`, ...showProblem(problem, goTo))),
  );
}

function showProblem({ code, details, message, place, position, severity }: Problem, goTo: GoTo): readonly Node[] {
  const head = makeElement("span", "problem-head", `${severity === "warning" ? "a builtin failed" : "error"} · ${code}`);
  if (place !== undefined && position !== undefined) head.prepend(makePlaceButton(place, position, goTo), " ");
  return [
    head,
    makeElement("span", "problem-message", message),
    ...(details.length > 0 ? [makeElement("pre", "problem-details", details.join("\n"))] : []),
  ];
}

function makePlaceButton(place: Place, position: Position, goTo: GoTo): HTMLButtonElement {
  const button = makeElement("button", "place", `${place} ${position.row}:${position.col}`);
  button.type = "button";
  button.addEventListener("click", () => goTo(place, position));
  return button;
}

export function showCoverage(coverage: CoverageSummary | undefined, policy: string, goTo: GoTo): readonly Node[] {
  if (coverage === undefined) return [makeElement("p", "remark", "Nothing was evaluated.")];
  const { coveredLines, missed, missedLines, percent } = coverage;
  const meter = makeElement("meter", "");
  meter.max = 100;
  meter.value = percent;
  const text = `${formatPercent(percent)} of the lines: ${coveredLines} evaluated, ${missedLines} not`;
  meter.setAttribute("aria-label", text);
  const legend = makeElement(
    "p",
    "remark legend",
    ...[
      ["covered", "evaluated"],
      ["missed", "not evaluated"],
      ["partly", "in part"],
    ].flatMap(([state = "", word = ""]) => [makeElement("span", `swatch number-${state}`), ` ${word} `]),
  );
  const lines = policy.split("\n");
  // The first place of each row says enough.
  const places = missed.filter(({ start }, index) => missed[index - 1]?.start.row !== start.row);
  const items = places.map(({ start }) =>
    makeElement("li", "", makePlaceButton("policy", start, goTo), " ", makeElement("code", "", (lines[start.row - 1] ?? "").trim())),
  );
  return [
    makeElement("p", "coverage-sum", meter, ` ${text}`),
    legend,
    ...(items.length > 0 ? [makeElement("p", "remark", "Not evaluated:"), makeElement("ul", "missed-places", ...items)] : []),
  ];
}

export function formatPercent(percent: number): string {
  return `${Math.round(percent)} %`;
}

export function showTrace(trace: TraceSummary | undefined, goTo: GoTo): readonly Node[] {
  if (trace === undefined) return [makeElement("p", "remark", "Nothing was evaluated.")];
  const { isPartial, lines, omitted } = trace;
  const remarks = [
    ...(lines.length === 0 ? ["There is no such step."] : []),
    ...(omitted > 0 ? [`… and ${omitted.toLocaleString("en")} more steps`] : []),
    ...(isPartial ? ["Not all of the evaluation was recorded."] : []),
  ];
  return [
    ...(lines.length > 0 ? [makeTraceList(lines, ({ place, position }) => goTo(place, position))] : []),
    ...remarks.map((remark) => makeElement("p", "remark", remark)),
  ];
}

export function showPrinted(printed: readonly PrintedLine[], goTo: GoTo): readonly Node[] {
  if (printed.length === 0) return [makeElement("p", "remark", "No print call was evaluated.")];
  const items = printed.map(({ row, text }) => {
    const line = makeElement("li", "", makeElement("code", "", text));
    if (row !== undefined) line.prepend(makePlaceButton("policy", { row, col: 1 }, goTo), " ");
    return line;
  });
  return [makeElement("ul", "printed", ...items)];
}

/** The start of a text, in one line. */
function shorten(text: string): string {
  const line = text.slice(0, 500).replace(/\s+/g, " ");
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}

/** One line that says what came out. */
export function summarize({ outcome, problems }: EvaluationReport): string {
  switch (outcome.kind) {
    case "undefined":
      return "undefined";
    case "value":
      return shorten(outcome.text);
    case "results":
      return outcome.count === 1 ? "1 result" : `${outcome.count} results`;
    case "failed": {
      const errors = problems.filter(({ severity }) => severity === "error");
      const [first] = errors;
      const where = first?.place === undefined || first.position === undefined ? "" : ` in ${first.place}, row ${first.position.row}`;
      return `${errors.length === 1 ? "1 error" : `${errors.length} errors, the first`}${where}: ${first?.message ?? ""}`;
    }
    default:
      return outcome satisfies never;
  }
}
