import { quote } from "../go-format/quote.ts";
import { functionNames } from "./function-names.ts";
import { readCharacterConstant, readNumber, unquote } from "./literals.ts";
import type { Command, NumberOperand, Operand, Pipeline } from "./nodes.ts";
import { printNode } from "./nodes.ts";
import { TemplateError } from "./template-error.ts";
import type { TokenStream } from "./token-stream.ts";
import type { Token, TokenKind } from "./tokens.ts";

/** Deeper parentheses are refused, so that no template overflows the stack. */
const maximalDepth = 500;
const operandStarts: ReadonlySet<TokenKind> = new Set<TokenKind>([
  "bool",
  "charConstant",
  "dot",
  "field",
  "identifier",
  "leftParenthesis",
  "nil",
  "number",
  "rawString",
  "string",
  "variable",
]);

/** Reads pipelines, and knows which variables there are. */
export class PipelineParser {
  private readonly tokens: TokenStream;
  private depth = 0;
  /** Variables in the order of their declarations. The first is `$`. */
  variables: string[] = ["$"];

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  /** Reads up to and with the closing token. The context is what error texts call the place. */
  parse(context: string, end: TokenKind): Pipeline {
    const { position } = this.tokens.peekNonSpace();
    const declarations: string[] = [];
    const assigns = this.parseDeclarations(context, declarations);
    const commands: Command[] = [];
    for (;;) {
      const token = this.tokens.peekNonSpace();
      if (token.kind === end) {
        this.tokens.next();
        this.checkCommands(commands, context);
        return { kind: "pipeline", position, declarations, assigns, commands };
      }
      if (!operandStarts.has(token.kind)) this.tokens.refuse(token, context);
      commands.push(this.parseCommand());
    }
  }

  /** Reads `$x :=`, `$i, $x :=` or the same with `=`; answers whether it was `=`. */
  private parseDeclarations(context: string, declarations: string[]): boolean {
    for (;;) {
      const mark = this.tokens.mark();
      const variable = this.tokens.peekNonSpace();
      if (variable.kind !== "variable") return false;
      this.tokens.next();
      const next = this.tokens.peekNonSpace();
      if (next.kind === "assign" || next.kind === "declare") {
        this.tokens.next();
        declarations.push(variable.value);
        this.variables.push(variable.value);
        return next.kind === "assign";
      }
      if (next.kind !== "char" || next.value !== ",") {
        this.tokens.reset(mark);
        return false;
      }
      this.tokens.next();
      declarations.push(variable.value);
      this.variables.push(variable.value);
      if (context !== "range" || declarations.length > 1) this.tokens.fail(`too many declarations in ${context}`);
      const { kind } = this.tokens.peekNonSpace();
      if (kind !== "variable" && kind !== "rightDelimiter" && kind !== "rightParenthesis")
        this.tokens.fail("range can only initialize variables");
    }
  }

  private checkCommands(commands: readonly Command[], context: string): void {
    if (commands.length === 0) this.tokens.fail(`missing value for ${context}`);
    for (const [index, { operands }] of commands.entries()) {
      const kind = operands[0]?.kind ?? "dot";
      if (index > 0 && ["bool", "dot", "nil", "number", "string"].includes(kind))
        this.tokens.fail(`non executable command in pipeline stage ${index + 1}`);
    }
  }

  private parseCommand(): Command {
    const { position } = this.tokens.peekNonSpace();
    const operands: Operand[] = [];
    for (;;) {
      this.tokens.peekNonSpace();
      const operand = this.parseOperand();
      if (operand !== undefined) operands.push(operand);
      const token = this.tokens.peek();
      if (token.kind === "space") this.tokens.next();
      else if (token.kind === "rightDelimiter" || token.kind === "rightParenthesis") break;
      else if (token.kind === "pipe") {
        this.tokens.next();
        break;
      } else this.tokens.refuse(token, "operand");
    }
    if (operands.length === 0) this.tokens.fail("empty command");
    return { kind: "command", position, operands };
  }

  /** A term with the fields behind it. */
  private parseOperand(): Operand | undefined {
    const term = this.parseTerm();
    const first = this.tokens.peek();
    if (term === undefined || first.kind !== "field") return term;
    const fields: string[] = [];
    while (this.tokens.peek().kind === "field") fields.push(this.tokens.next().value.slice(1));
    const { position } = first;
    switch (term.kind) {
      case "field":
        return { ...term, position, fields: [...term.fields, ...fields] };
      case "pipeline":
      case "identifier":
        return { kind: "field", position, of: term, fields };
      default:
        return this.tokens.fail(`unexpected . after term ${quote(printNode(term), false)}`);
    }
  }

  private parseTerm(): Operand | undefined {
    const token = this.tokens.peekNonSpace();
    if (!operandStarts.has(token.kind)) return undefined;
    this.tokens.next();
    const { position, value, kind } = token;
    switch (kind) {
      case "identifier":
        if (!functionNames.has(value)) this.tokens.fail(`function ${quote(value, false)} not defined`);
        return { kind, position, name: value };
      case "dot":
      case "nil":
        return { kind, position };
      case "variable":
        if (!this.variables.includes(value)) this.tokens.fail(`undefined variable ${quote(value, false)}`);
        return { kind: "field", position, of: { kind, name: value }, fields: [] };
      case "field":
        return { kind, position, of: undefined, fields: [value.slice(1)] };
      case "bool":
        return { kind, position, value: value === "true" };
      case "charConstant":
      case "number":
        return this.parseNumber(token);
      case "leftParenthesis":
        return this.parseParentheses();
      default:
        return { kind: "string", position, source: value, value: this.readLiteral(() => unquote(value)) };
    }
  }

  private parseParentheses(): Pipeline {
    if (++this.depth > maximalDepth) this.tokens.fail("parentheses nest too deeply");
    const pipeline = this.parse("parenthesized pipeline", "rightParenthesis");
    this.depth--;
    return pipeline;
  }

  private parseNumber({ kind, position, value: source }: Token): NumberOperand {
    const value = this.readLiteral((): NumberOperand["value"] =>
      kind === "charConstant" ? { kind: "int", value: readCharacterConstant(source) } : readNumber(source, (text) => quote(text, false)),
    );
    return { kind: "number", position, source, value };
  }

  /** Puts the line before the text of an error. */
  readLiteral<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof TemplateError) this.tokens.fail(error.message, { cause: error });
      throw error;
    }
  }
}
