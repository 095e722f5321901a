import type { EvaluateQuestion, EvaluationReport, Place, Position, Problem } from "../engine/protocol.ts";
import { allExamples } from "./all-examples.ts";
import { Editor } from "./editor.ts";
import { findElement, makeElement } from "./elements.ts";
import { EngineService, type Reply } from "./engine-service.ts";
import type { Mark } from "./marks.ts";
import { openChannel } from "./open-channel.ts";
import { readFragment, writeFragment } from "./share.ts";
import { formatPercent, showCoverage, showOutcome, showPrinted, showProblems, showTrace, summarize } from "./show-report.ts";
import type { PageState } from "./state.ts";
import { makeTabs } from "./tabs.ts";
import { tokenizeJson, tokenizeRego } from "./tokens.ts";

/** An engine that has not answered by then is ended. */
const deadlineMs = 5000;
/** How long nothing is typed before the policy is evaluated, and before the address is brought up to date. */
const pauseMs = 300;
const addressPauseMs = 1000;

/** The page: takes texts from its editors, asks the engine, shows what it answers. */
export class Playground {
  private readonly service = new EngineService(openChannel, deadlineMs);
  private readonly editors = {
    policy: this.makeEditor("policy", tokenizeRego, "\t"),
    input: this.makeEditor("input", tokenizeJson, "  "),
    data: this.makeEditor("data", tokenizeJson, "  "),
  };
  private readonly query = findElement("query", HTMLInputElement);
  private readonly version = findElement("version", HTMLSelectElement);
  private readonly strict = findElement("strict", HTMLInputElement);
  private readonly http = findElement("http", HTMLInputElement);
  private readonly example = findElement("example", HTMLSelectElement);
  private readonly explanation = findElement("explanation", HTMLSelectElement);
  private readonly values = findElement("values", HTMLInputElement);
  private readonly status = findElement("status", HTMLAnchorElement);
  private readonly notice = findElement("notice", HTMLElement);
  private readonly times = findElement("times", HTMLElement);
  private readonly output = findElement("output", HTMLElement);
  /** How many evaluations were asked for. */
  private evaluations = 0;
  private evaluation: ReturnType<typeof setTimeout> | undefined;
  private addressing: ReturnType<typeof setTimeout> | undefined;
  /** The fragment that the page wrote itself. */
  private ownFragment = "";

  async start(): Promise<void> {
    this.example.append(
      makeElement("option", "", "Your own"),
      ...allExamples.map(({ title }, index) => Object.assign(makeElement("option", "", title), { value: String(index) })),
    );
    (this.example.options[0] as HTMLOptionElement).value = "";
    this.listen();
    if (!(await this.loadFragment())) this.chooseExample(0);
  }

  private listen(): void {
    makeTabs(findElement("tabs", HTMLElement));
    for (const element of [this.version, this.strict, this.http, this.explanation, this.values]) {
      element.addEventListener("change", () => this.handleEdit(0));
    }
    this.query.addEventListener("input", () => this.handleEdit(pauseMs));
    this.example.addEventListener("change", () => {
      if (this.example.value !== "") this.chooseExample(Number(this.example.value));
    });
    findElement("evaluate", HTMLButtonElement).addEventListener("click", () => void this.evaluate());
    findElement("format", HTMLButtonElement).addEventListener("click", () => void this.format());
    findElement("share", HTMLButtonElement).addEventListener("click", () => void this.share());
    this.status.addEventListener("click", (event) => {
      event.preventDefault();
      this.output.scrollIntoView({ block: "start" });
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.evaluate();
    });
    window.addEventListener("hashchange", () => {
      if (location.hash !== this.ownFragment) void this.loadFragment();
    });
  }

  private makeEditor(id: string, tokenize: typeof tokenizeRego, indent: string): Editor {
    const onInput = (): void => {
      this.example.value = "";
      this.handleEdit(pauseMs);
    };
    return new Editor(findElement(id, HTMLTextAreaElement), { tokenize, indent, onInput });
  }

  private get state(): PageState {
    const { data, input, policy } = this.editors;
    return {
      policy: policy.text,
      query: this.query.value,
      input: input.text,
      data: data.text,
      regoVersion: this.version.value === "0" ? 0 : 1,
      strict: this.strict.checked,
    };
  }

  private show({ data, input, policy, query, regoVersion, strict }: PageState): void {
    this.editors.policy.text = policy;
    this.editors.input.text = input;
    this.editors.data.text = data;
    this.query.value = query;
    this.version.value = String(regoVersion);
    this.strict.checked = strict;
    void this.evaluate();
  }

  private chooseExample(index: number): void {
    const example = allExamples[index];
    if (example === undefined) return;
    this.example.value = String(index);
    this.show(example.state);
    this.planAddress();
  }

  /** Shows what the address holds, if it holds something. */
  private async loadFragment(): Promise<boolean> {
    try {
      const state = await readFragment(location.hash);
      if (state === undefined) return false;
      this.example.value = "";
      this.show(state);
      return true;
    } catch (error) {
      this.chooseExample(0);
      this.notice.textContent = `The link cannot be read: ${describe(error)}`;
      return true;
    }
  }

  private handleEdit(milliseconds: number): void {
    this.notice.textContent = "";
    clearTimeout(this.evaluation);
    this.evaluation = setTimeout(() => void this.evaluate(), milliseconds);
    this.planAddress();
  }

  private planAddress(): void {
    clearTimeout(this.addressing);
    this.addressing = setTimeout(() => void this.writeAddress(), addressPauseMs);
  }

  /** Puts the state into the address, so that a reload keeps it. Answers whether it fits. */
  private async writeAddress(): Promise<boolean> {
    clearTimeout(this.addressing);
    const fragment = await writeFragment(this.state);
    this.ownFragment = fragment ?? "";
    history.replaceState(null, "", fragment ?? location.pathname + location.search);
    return fragment !== undefined;
  }

  private async share(): Promise<void> {
    if (!(await this.writeAddress())) {
      this.notice.textContent = "Too long for a link";
      return;
    }
    try {
      await navigator.clipboard.writeText(location.href);
      this.notice.textContent = "Link copied";
    } catch {
      // Not every page may write to the clipboard.
      this.notice.textContent = "The address of the page is the link";
    }
  }

  private async format(): Promise<void> {
    const { policy, regoVersion } = this.state;
    const reply = await this.ask({ kind: "format", policy, regoVersion });
    if (reply?.kind !== "formatted") return;
    if (reply.text !== undefined && reply.text !== policy) this.editors.policy.retype(reply.text);
    await this.evaluate();
  }

  private async evaluate(): Promise<void> {
    clearTimeout(this.evaluation);
    const question: EvaluateQuestion = {
      kind: "evaluate",
      ...this.state,
      allowsHttp: this.http.checked,
      explanation: this.explanation.value as EvaluateQuestion["explanation"],
      showsValues: this.values.checked,
    };
    const number = ++this.evaluations;
    this.output.setAttribute("aria-busy", "true");
    const reply = await this.ask(question);
    if (number === this.evaluations) this.output.setAttribute("aria-busy", "false");
    if (reply === undefined) return;
    if (reply.kind === "evaluated") this.showReport(withHints(reply, question), question);
  }

  /** Asks the engine; shows where it did not answer. Undefined for what nobody waits for any more. */
  private async ask(question: Parameters<EngineService["ask"]>[0]): Promise<Reply | undefined> {
    try {
      const reply = await this.service.ask(question);
      if (reply.kind === "superseded") return undefined;
      if (reply.kind === "ended") this.showFailure("ended", `took more than ${reply.seconds} seconds and was ended`);
      if (reply.kind === "broken") this.showFailure("broken", `the engine failed, which is a fault of rego-ts: ${reply.message}`);
      return reply;
    } catch (error) {
      this.showFailure("broken", describe(error));
      return { kind: "broken", message: describe(error) };
    }
  }

  private showFailure(code: string, message: string): void {
    const problem: Problem = { severity: "error", code, message, details: [], place: undefined, position: undefined };
    const nothing = {
      coverage: undefined,
      trace: undefined,
      printed: [],
      milliseconds: { compile: 0, evaluate: undefined, again: undefined },
    };
    this.showReport({ kind: "evaluated", outcome: { kind: "failed" }, problems: [problem], ...nothing }, undefined);
  }

  private showReport(report: EvaluationReport, question: EvaluateQuestion | undefined): void {
    const { coverage, milliseconds, outcome, printed, problems, trace } = report;
    const goTo = (place: Place, position: Position): void => this.goTo(place, position);
    fill("panel-result", showOutcome(outcome, problems, goTo));
    fill("panel-errors", [showProblems(problems, goTo)]);
    fill("panel-coverage", showCoverage(coverage, question?.policy ?? "", goTo));
    fill("trace", showTrace(trace, goTo));
    fill("panel-print", showPrinted(printed, goTo));
    fill("count-errors", problems.length === 0 ? [] : [String(problems.length)]);
    fill("count-coverage", coverage === undefined ? [] : [formatPercent(coverage.percent)]);
    fill("count-print", printed.length === 0 ? [] : [String(printed.length)]);
    const covered: readonly Mark[] = (coverage?.covered ?? []).map((range) => ({ kind: "covered", ...range }));
    const missed: readonly Mark[] = (coverage?.missed ?? []).map((range) => ({ kind: "missed", ...range }));
    this.editors.policy.setMarks([...marksOf(problems, "policy"), ...covered, ...missed]);
    this.editors.input.setMarks(marksOf(problems, "input"));
    this.editors.data.setMarks(marksOf(problems, "data"));
    const queryProblem = problems.find(({ place }) => place === "query");
    this.query.setAttribute("aria-invalid", String(queryProblem?.severity === "error"));
    fill("query-problem", queryProblem === undefined ? [] : [`${queryProblem.position?.col ?? ""}: ${queryProblem.message}`]);
    const summary = summarize(report);
    if (this.status.textContent !== summary) this.status.textContent = summary;
    this.status.className = outcome.kind === "failed" ? "status-failed" : `status-${outcome.kind}`;
    this.times.textContent = describeTimes(milliseconds);
  }

  private goTo(place: Place, { col, row }: Position): void {
    if (place !== "query") {
      this.editors[place].goTo({ row, col });
      return;
    }
    this.query.focus();
    this.query.setSelectionRange(col - 1, col - 1);
  }
}

function fill(id: string, content: readonly (Node | string)[]): void {
  findElement(id, HTMLElement).replaceChildren(...content);
}

function marksOf(problems: readonly Problem[], place: Place): readonly Mark[] {
  return problems.flatMap(({ position, severity, ...problem }) =>
    problem.place === place && position !== undefined ? [{ kind: severity, start: position }] : [],
  );
}

/** Says of requests that were not sent why they were not. */
function withHints(report: EvaluationReport, { allowsHttp }: EvaluateQuestion): EvaluationReport {
  if (allowsHttp) return report;
  const hint = "Nothing is sent unless “Allow http.send” is ticked.";
  const problems = report.problems.map((problem) =>
    problem.message.startsWith("http.send:") ? { ...problem, details: [...problem.details, hint] } : problem,
  );
  return { ...report, problems };
}

function describeTimes({ again, compile, evaluate }: EvaluationReport["milliseconds"]): string {
  if (evaluate === undefined) return "";
  const more = again === undefined ? "" : `, again ${formatMilliseconds(again)}`;
  return `compiled ${formatMilliseconds(compile)} · evaluated ${formatMilliseconds(evaluate)}${more}`;
}

function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 0.1 ? "< 0.1 ms" : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
