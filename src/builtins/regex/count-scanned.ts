import type { RE2JS } from "re2js";
import { spendWork } from "../../values/meter.ts";

/** The engine for expressions that JavaScript's own cannot run. */
export type Re2 = ReturnType<RE2JS["re2"]>;

/** What the engine reads a text by. It gives no types for this; those members that it has in the pinned version. */
interface ScannedText {
  step(at: number): number;
  index(engine: unknown, at: number): number;
  context(at: number): number;
  hasString(filter: unknown, at: number): boolean;
  hasAnyString(filter: unknown, at: number): boolean;
  canCheckPrefix(): boolean;
  endPos(): number;
  prefixLength(engine: unknown): number;
}

/** So many instructions of an expression are looked at in about the time of one unit of work. */
const instructionsOfUnit = 64;
/** So many characters are searched for a fixed text in that time. */
const searchedOfUnit = 64;

/**
 * Makes an engine count each character that it looks at as work, so that also within a match, and between the matches of one text, what limits the
 * evaluation may end it. `a*?b|a` finds as many matches in a text of a's as that has characters, and looks for each through all of the rest.
 */
export function countScanned(engine: Re2): Re2 {
  const execute = engine.executeEngine.bind(engine);
  const units = 1 + Math.floor(engine.numberOfInstructions() / instructionsOfUnit);
  engine.executeEngine = (text: ScannedText, at: number, ...rest) => {
    spendWork(units);
    return execute(new CountedText(text, units), at, ...rest);
  };
  return engine;
}

class CountedText implements ScannedText {
  private readonly text: ScannedText;
  private readonly units: number;

  constructor(text: ScannedText, units: number) {
    this.text = text;
    this.units = units;
  }

  step(at: number): number {
    spendWork(this.units);
    return this.text.step(at);
  }

  index(engine: unknown, at: number): number {
    const distance = this.text.index(engine, at);
    spendWork(Math.ceil((distance < 0 ? this.endPos() - at : distance) / searchedOfUnit));
    return distance;
  }

  context(at: number): number {
    return this.text.context(at);
  }

  hasString(filter: unknown, at: number): boolean {
    spendWork(Math.ceil((this.endPos() - at) / searchedOfUnit));
    return this.text.hasString(filter, at);
  }

  hasAnyString(filter: unknown, at: number): boolean {
    spendWork(this.endPos() - at);
    return this.text.hasAnyString(filter, at);
  }

  canCheckPrefix(): boolean {
    return this.text.canCheckPrefix();
  }

  endPos(): number {
    return this.text.endPos();
  }

  prefixLength(engine: unknown): number {
    return this.text.prefixLength(engine);
  }
}
