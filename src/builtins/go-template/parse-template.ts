import { quote } from "../go-format/quote.ts";
import { unquote } from "./literals.ts";
import type { Pipeline, Statement, TemplateCall } from "./nodes.ts";
import { PipelineParser } from "./parse-pipeline.ts";
import { TokenStream } from "./token-stream.ts";
import type { Token } from "./tokens.ts";

/** A parsed template: its statements and those of the templates that it defines, by name. */
export interface ParsedTemplate {
  readonly text: string;
  readonly templates: ReadonlyMap<string, readonly Statement[]>;
}

/** What OPA calls the template itself. */
export const mainName = "template";

/** Statements nested deeper are refused, so that no template overflows the stack. */
const maximalDepth = 500;

/**
 * Parses a template in the language of Go's text/template.
 *
 * @throws TemplateError with Go's text.
 */
export function parseTemplate(text: string): ParsedTemplate {
  return new TemplateParser(text).parse();
}

/** What ends a list of statements. */
type ListEnd = "end" | "else";

class TemplateParser {
  private readonly text: string;
  private readonly tokens: TokenStream;
  private readonly pipelines: PipelineParser;
  private readonly templates = new Map<string, readonly Statement[]>();
  private rangeDepth = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = new TokenStream(text);
    this.pipelines = new PipelineParser(this.tokens);
  }

  parse(): ParsedTemplate {
    const statements: Statement[] = [];
    while (this.tokens.peek().kind !== "end of file") {
      const mark = this.tokens.mark();
      if (this.tokens.next().kind === "leftDelimiter" && isKeyword(this.tokens.nextNonSpace(), "define")) {
        this.parseDefinition();
        continue;
      }
      this.tokens.reset(mark);
      const statement = this.parseStatement();
      if (typeof statement === "string") this.tokens.fail(`unexpected {{${statement}}}`);
      statements.push(statement);
    }
    this.define(mainName, statements);
    return { text: this.text, templates: this.templates };
  }

  private parseDefinition(): void {
    const context = "define clause";
    const name = this.parseName(this.tokens.nextNonSpace(), context);
    this.tokens.expect("rightDelimiter", context);
    this.parseNamed(name, context);
  }

  /** The body of a template of its own, which sees no variables of the outer one. */
  private parseNamed(name: string, context: string): void {
    const { variables } = this.pipelines;
    const { rangeDepth } = this;
    this.pipelines.variables = ["$"];
    this.rangeDepth = 0;
    const [body, end] = this.parseList();
    if (end !== "end") this.tokens.fail(`unexpected {{${end}}} in ${context}`);
    this.pipelines.variables = variables;
    this.rangeDepth = rangeDepth;
    this.define(name, body);
  }

  /** A template may replace another one of its name when either of the two has nothing but white space. */
  private define(name: string, body: readonly Statement[]): void {
    const known = this.templates.get(name);
    if (known === undefined || isEmpty(known)) this.templates.set(name, body);
    else if (!isEmpty(body)) this.tokens.fail(`template: multiple definition of template ${quote(name, false)}`);
  }

  private parseList(): readonly [readonly Statement[], ListEnd] {
    if (++this.depth > maximalDepth) this.tokens.fail("actions nest too deeply");
    const statements: Statement[] = [];
    while (this.tokens.peekNonSpace().kind !== "end of file") {
      const statement = this.parseStatement();
      if (typeof statement === "string") {
        this.depth--;
        return [statements, statement];
      }
      statements.push(statement);
    }
    return this.tokens.fail("unexpected EOF");
  }

  private parseStatement(): Statement | ListEnd {
    const token = this.tokens.nextNonSpace();
    if (token.kind === "text") return { kind: "text", text: token.value };
    if (token.kind !== "leftDelimiter") return this.tokens.refuse(token, "input");
    this.tokens.beginAction(token.line);
    const statement = this.parseAction();
    this.tokens.endAction();
    return statement;
  }

  private parseAction(): Statement | ListEnd {
    const token = this.tokens.peekNonSpace();
    if (token.kind === "keyword" && token.value !== "define") {
      this.tokens.next();
      return this.parseKeyword(token);
    }
    return { kind: "action", pipeline: this.pipelines.parse("command", "rightDelimiter") };
  }

  private parseKeyword({ value }: Token): Statement | ListEnd {
    switch (value) {
      case "block":
        return this.parseBlock();
      case "break":
      case "continue":
        return this.parseJump(value);
      case "else":
        return this.parseElse();
      case "if":
      case "range":
      case "with":
        return this.parseControl(value);
      case "template":
        return this.parseTemplateCall();
      default:
        this.tokens.expect("rightDelimiter", "end");
        return "end";
    }
  }

  private parseJump(kind: "break" | "continue"): Statement {
    this.tokens.expect("rightDelimiter", `{{${kind}}}`);
    if (this.rangeDepth === 0) this.tokens.fail(`{{${kind}}} outside {{range}}`);
    return { kind };
  }

  /** `if` and `with` after `else` are left to the statement that the else belongs to. */
  private parseElse(): ListEnd {
    const next = this.tokens.peekNonSpace();
    if (!isKeyword(next, "if") && !isKeyword(next, "with")) this.tokens.expect("rightDelimiter", "else");
    return "else";
  }

  private parseControl(kind: "if" | "range" | "with"): Statement {
    const known = this.pipelines.variables.length;
    const pipeline = this.pipelines.parse(kind, "rightDelimiter");
    if (kind === "range") this.rangeDepth++;
    const [body, end] = this.parseList();
    if (kind === "range") this.rangeDepth--;
    const otherwise = end === "else" ? this.parseOtherwise(kind) : [];
    this.pipelines.variables.length = known;
    return { kind, pipeline, body, otherwise };
  }

  private parseOtherwise(kind: "if" | "range" | "with"): readonly Statement[] {
    const next = this.tokens.peek();
    if (kind !== "range" && isKeyword(next, kind)) {
      this.tokens.next();
      if (++this.depth > maximalDepth) this.tokens.fail("actions nest too deeply");
      const statement = this.parseControl(kind);
      this.depth--;
      return [statement];
    }
    const [otherwise, end] = this.parseList();
    if (end !== "end") this.tokens.fail(`expected end; found {{${end}}}`);
    return otherwise;
  }

  private parseTemplateCall(): TemplateCall {
    const context = "template clause";
    const token = this.tokens.nextNonSpace();
    const name = this.parseName(token, context);
    return { kind: "template", position: token.position, name, pipeline: this.parseOptionalPipeline(context) };
  }

  private parseOptionalPipeline(context: string): Pipeline | undefined {
    if (this.tokens.peekNonSpace().kind !== "rightDelimiter") return this.pipelines.parse(context, "rightDelimiter");
    this.tokens.next();
    return undefined;
  }

  private parseBlock(): TemplateCall {
    const context = "block clause";
    const token = this.tokens.nextNonSpace();
    const name = this.parseName(token, context);
    const pipeline = this.pipelines.parse(context, "rightDelimiter");
    this.parseNamed(name, context);
    return { kind: "template", position: token.position, name, pipeline };
  }

  private parseName(token: Token, context: string): string {
    if (token.kind !== "string" && token.kind !== "rawString") return this.tokens.refuse(token, context);
    return this.pipelines.readLiteral(() => unquote(token.value));
  }
}

function isKeyword(token: Token, word: string): boolean {
  return token.kind === "keyword" && token.value === word;
}

/** Whether a template has nothing but white space. Definitions leave no statement. */
function isEmpty(statements: readonly Statement[]): boolean {
  return statements.every((statement) => statement.kind === "text" && statement.text.trim() === "");
}
