/** A JavaScript expression that is evaluated once already and costs nothing to repeat: a variable, or a literal. */
export type Atom = string;

/** A statement that leaves the place where it stands, because what is tried there does not hold: `continue loop3;`. */
export type Leave = string;

/**
 * Collects the source of one function. What cannot be written as source (values, errors' places, functions of the engine) is captured: it
 * becomes a parameter of the function around. No text of a policy gets into the source other than by {@link quote}.
 */
export class SourceWriter {
  private readonly lines: string[] = [];
  private readonly captured = new Map<unknown, string>();
  private readonly blocks: Map<string, Atom>[] = [new Map()];
  private count = 0;
  private length = 0;
  /** The longest source that is worth while: V8 does not optimise functions beyond some tens of kilobytes. */
  private readonly maximalLength: number;

  constructor(maximalLength: number) {
    this.maximalLength = maximalLength;
  }

  /** @throws SourceTooLong */
  line(text: string): void {
    this.length += text.length;
    if (this.length > this.maximalLength) throw new SourceTooLong();
    this.lines.push(text);
  }

  /** A name that nothing else has. */
  fresh(prefix: string): string {
    return `${prefix}${this.count++}`;
  }

  /** A constant with the value of an expression. */
  let(expression: string, prefix = "t"): Atom {
    const name = this.fresh(prefix);
    this.line(`const ${name} = ${expression};`);
    return name;
  }

  /** The name of what stands outside of the source; the same for the same thing. */
  capture(value: unknown): Atom {
    const known = this.captured.get(value);
    if (known !== undefined) return known;
    const name = `$${this.captured.size}`;
    this.captured.set(value, name);
    return name;
  }

  /** `header { … }`. What is remembered inside is forgotten at its end, as the constants are that it names. */
  block(header: string, write: () => void): void {
    this.line(`${header} {`);
    this.blocks.push(new Map());
    write();
    this.blocks.pop();
    this.line("}");
  }

  /** The atom that holds something already, in this block or around it. */
  remembered(key: string): Atom | undefined {
    for (let at = this.blocks.length - 1; at >= 0; at--) {
      const atom = this.blocks[at]?.get(key);
      if (atom !== undefined) return atom;
    }
    return undefined;
  }

  remember(key: string, atom: Atom): Atom {
    this.blocks.at(-1)?.set(key, atom);
    return atom;
  }

  /** Makes the function. @throws EvalError or SyntaxError where the platform does not allow that, or finds the source too deep. */
  finish<Made>(parameters: readonly string[]): Made {
    const body = `"use strict";\nreturn (${parameters.join(", ")}) => {\n${this.lines.join("\n")}\n};`;
    const make = new Function(...this.captured.values(), body) as (...captured: unknown[]) => Made;
    return make(...this.captured.keys());
  }
}

/** The source would be too long for V8 to optimise it. */
export class SourceTooLong extends Error {}

/** A text as a JavaScript literal. */
export function quote(text: string): Atom {
  return JSON.stringify(text);
}

/** May functions be made from source here? Not in edge workers, nor on pages whose content security policy forbids it. */
export function canMakeFunctions(): boolean {
  try {
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}
