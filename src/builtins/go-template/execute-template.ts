import type { GoValue } from "../go-format/go-value.ts";
import { quote } from "../go-format/quote.ts";
import { maximalTextLength } from "../text.ts";
import { PipelineEvaluator } from "./evaluator.ts";
import { noValue, printPlain } from "./functions.ts";
import type { ControlStatement, Statement, TemplateCall } from "./nodes.ts";
import { printNode } from "./nodes.ts";
import type { ParsedTemplate } from "./parse-template.ts";
import { mainName } from "./parse-template.ts";
import { TemplateError } from "./template-error.ts";
import type { TemplateValue } from "./template-value.ts";
import { boxed, isTrue, missing, unbox, unboxed } from "./template-value.ts";

/** Templates may call each other as long as no more bodies are being walked. Go's own limit, which the text names, is out of reach for the stack here. */
const maximalDepth = 1000;

/** How a list of statements ended. */
type Ending = "break" | "continue" | undefined;

/**
 * Fills a template.
 *
 * @param tick is told the work, in statements; may throw
 * @throws TemplateError with Go's text.
 */
export function executeTemplate(template: ParsedTemplate, data: GoValue, tick: (steps: number) => void): string {
  const execution = new Execution(template, tick);
  execution.run(mainName, unboxed(data));
  return execution.parts.join("");
}

class Execution {
  readonly parts: string[] = [];
  /** How many bodies are being walked. */
  depth = 0;
  private readonly template: ParsedTemplate;
  private readonly tick: (steps: number) => void;
  private length = 0;

  constructor(template: ParsedTemplate, tick: (steps: number) => void) {
    this.template = template;
    this.tick = tick;
  }

  run(name: string, data: TemplateValue): void {
    const walker = new TemplateWalker(this, data);
    try {
      walker.walk(data, this.template.templates.get(name) ?? []);
    } catch (error) {
      if (!(error instanceof LocalError)) throw error;
      throw new TemplateError(this.locate(error.message, name, walker.evaluator), { cause: error });
    }
  }

  has(name: string): boolean {
    return this.template.templates.has(name);
  }

  count(): void {
    this.tick(1);
  }

  write(text: string): void {
    this.length += text.length;
    if (this.length > maximalTextLength) throw new TemplateError("result too long");
    this.parts.push(text);
  }

  /** Go's place of an error: line and, in bytes, column; the template; and the part of it. */
  private locate(problem: string, name: string, { located }: PipelineEvaluator): string {
    if (located === undefined) return `template: ${name}: ${problem}`;
    const before = this.template.text.slice(0, located.position);
    const line = before.split("\n").length;
    const column = new TextEncoder().encode(before.slice(before.lastIndexOf("\n") + 1)).length;
    return `template: ${mainName}:${line}:${column}: executing ${quote(name, false)} at <${printNode(located)}>: ${problem}`;
  }
}

/** An error in the template that is being walked; the place is still to be put before it. */
class LocalError extends Error {}

class TemplateWalker {
  readonly evaluator: PipelineEvaluator;
  private readonly execution: Execution;

  constructor(execution: Execution, data: TemplateValue) {
    this.execution = execution;
    this.evaluator = new PipelineEvaluator(data);
  }

  walk(dot: TemplateValue, statements: readonly Statement[]): Ending {
    this.execution.depth++;
    let ending: Ending;
    for (const statement of statements) {
      this.execution.count();
      ending = this.walkStatement(dot, statement);
      if (ending !== undefined) break;
    }
    this.execution.depth--;
    return ending;
  }

  private walkStatement(dot: TemplateValue, statement: Statement): Ending {
    switch (statement.kind) {
      case "text":
        this.execution.write(statement.text);
        return undefined;
      case "action": {
        const value = unbox(this.evaluate(dot, statement.pipeline));
        if (statement.pipeline.declarations.length === 0) this.execution.write(value === undefined ? noValue : printPlain(value));
        return undefined;
      }
      case "if":
      case "with": {
        const mark = this.evaluator.variables.length;
        const value = this.evaluate(dot, statement.pipeline);
        const holds = isTrue(unbox(value));
        const ending = this.walk(holds && statement.kind === "with" ? value : dot, holds ? statement.body : statement.otherwise);
        this.evaluator.variables.length = mark;
        return ending;
      }
      case "range": {
        const mark = this.evaluator.variables.length;
        const ending = this.walkRange(dot, statement);
        this.evaluator.variables.length = mark;
        return ending;
      }
      case "template":
        this.callTemplate(dot, statement);
        return undefined;
      case "break":
      case "continue":
        return statement.kind;
      default:
        return statement satisfies never;
    }
  }

  private evaluate(...[dot, pipeline]: Parameters<PipelineEvaluator["evaluate"]>): TemplateValue {
    return this.locally(() => this.evaluator.evaluate(dot, pipeline));
  }

  /** An error of this template, not of one that it calls. */
  private locally<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw error instanceof TemplateError ? new LocalError(error.message, { cause: error }) : error;
    }
  }

  private walkRange(dot: TemplateValue, statement: ControlStatement): Ending {
    const { pipeline, body, otherwise } = statement;
    const value = unbox(this.evaluate(dot, pipeline));
    const mark = this.evaluator.variables.length;
    let isEmpty = true;
    for (const [index, element] of this.listElements(value, pipeline.declarations.length)) {
      isEmpty = false;
      this.execution.count();
      this.locally(() => this.bind(pipeline.declarations, pipeline.assigns, index, element, mark));
      const ending = this.walk(element, body);
      this.evaluator.variables.length = mark;
      if (ending === "break") break;
    }
    return isEmpty ? this.walk(dot, otherwise) : undefined;
  }

  /** With one variable it gets the element, with two the first one gets the index. */
  private bind(names: readonly string[], assigns: boolean, index: TemplateValue, element: TemplateValue, mark: number): void {
    const values = names.length > 1 ? [index, element] : [element];
    for (const [at, name] of names.entries()) {
      const value = values[at] ?? missing;
      const variable = this.evaluator.variables[mark - names.length + at];
      if (assigns) this.evaluator.assign(name, value);
      else if (variable !== undefined) variable.value = value;
    }
  }

  private *listElements(value: GoValue | undefined, variables: number): Generator<readonly [TemplateValue, TemplateValue]> {
    if (value === undefined) return;
    switch (value.kind) {
      case "slice":
        for (const [index, item] of value.items.entries()) yield [makeInt(BigInt(index)), boxed(item)];
        return;
      case "map":
        for (const [key, member] of value.entries) yield [unboxed({ kind: "string", type: "string", value: key }), boxed(member)];
        return;
      case "int":
        if (variables > 1) throw new LocalError(`can't use ${value.value} to iterate over more than one variable`);
        for (let number = 0n; number < value.value; number++) {
          const element = unboxed({ ...value, value: number });
          yield [element, element];
        }
        return;
      default:
        throw new LocalError(`range can't iterate over ${printPlain(value)}`);
    }
  }

  private callTemplate(dot: TemplateValue, statement: TemplateCall): void {
    this.evaluator.located = statement;
    const { name, pipeline } = statement;
    if (!this.execution.has(name)) throw new LocalError(`template ${quote(name, false)} not defined`);
    if (this.execution.depth >= maximalDepth) throw new LocalError("exceeded maximum template depth (100000)");
    const data = pipeline === undefined ? missing : this.evaluate(dot, pipeline);
    this.execution.run(name, data);
  }
}

function makeInt(value: bigint): TemplateValue {
  return unboxed({ kind: "int", type: "int", value });
}
