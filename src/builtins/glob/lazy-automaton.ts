/** States that can be followed all at once. States are numbers; a list of them has each once. */
export interface StateMachine {
  readonly start: readonly number[];
  /** Where the states get with a code point. */
  readonly step: (states: readonly number[], code: number) => readonly number[];
  /** Tells code points apart: those with equal answers take the same states everywhere. */
  readonly classify: (code: number) => string;
  /** Whether a text that ends here is taken. */
  readonly isEnd: (states: readonly number[]) => boolean;
}

/** The state in which nothing is taken any more. */
const dead = 0;
const unknown = -1;
/** So many states are kept, and so many classes of code points; what needs more is followed list by list. */
const maximalStates = 200;
const maximalClasses = 48;
/** The length of all lists together: patterns may be made up to fill memory. */
const maximalListed = 4_000;
/** So many code points beyond ASCII have their class kept. */
const maximalOthers = 200;

/**
 * A deterministic automaton that is made while it is used: each list of states that occurs is one state, and where it gets with a class of
 * code points is worked out once. Time is linear in the text, memory is bounded.
 */
export class LazyAutomaton {
  private readonly machine: StateMachine;
  private readonly lists: (readonly number[])[] = [[]];
  private readonly ends: boolean[] = [false];
  private readonly numbers = new Map<string, number>([["", dead]]);
  /** For each state {@link maximalClasses} numbers. */
  private transitions = new Int16Array(8 * maximalClasses).fill(unknown);
  private readonly classes = new Map<string, number>();
  private readonly asciiClasses = new Int8Array(128).fill(unknown);
  private readonly otherClasses = new Map<number, number>();
  private readonly first: number;
  private listed = 0;

  constructor(machine: StateMachine) {
    this.machine = machine;
    this.first = this.open(machine.start);
  }

  /** Whether the part of the text is taken; undefined where the automaton would be too large. */
  takes(text: string, from: number, to: number): boolean | undefined {
    const { asciiClasses } = this;
    let state = this.first;
    if (state === unknown) return undefined;
    for (let at = from; at < to; at++) {
      let code = text.charCodeAt(at);
      let kind: number;
      if (code < 128) kind = asciiClasses[code] as number;
      else {
        if (code >= 0xd800 && code < 0xdc00) code = text.codePointAt(at) as number;
        if (code > 0xffff) at++;
        kind = this.otherClasses.get(code) ?? unknown;
      }
      if (kind === unknown) kind = this.classOf(code);
      if (kind === unknown) return undefined;
      let next = this.transitions[state * maximalClasses + kind] as number;
      if (next === unknown) next = this.follow(state, kind, code);
      if (next === unknown) return undefined;
      if (next === dead) return false;
      state = next;
    }
    return this.ends[state] === true;
  }

  private classOf(code: number): number {
    const signature = this.machine.classify(code);
    let kind = this.classes.get(signature);
    if (kind === undefined) {
      if (this.classes.size === maximalClasses) return unknown;
      kind = this.classes.size;
      this.classes.set(signature, kind);
    }
    if (code < 128) this.asciiClasses[code] = kind;
    else if (this.otherClasses.size < maximalOthers) this.otherClasses.set(code, kind);
    return kind;
  }

  private follow(state: number, kind: number, code: number): number {
    const next = this.open(this.machine.step(this.lists[state] ?? [], code));
    if (next !== unknown) this.transitions[state * maximalClasses + kind] = next;
    return next;
  }

  /** The number of the state that stands for a list. */
  private open(states: readonly number[]): number {
    const key = states.toSorted((left, right) => left - right).join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.lists.length;
    this.listed += states.length;
    if (number === maximalStates || this.listed > maximalListed) return unknown;
    this.lists.push(states);
    this.ends.push(this.machine.isEnd(states));
    this.numbers.set(key, number);
    if ((number + 1) * maximalClasses > this.transitions.length) {
      const grown = new Int16Array(this.transitions.length * 2).fill(unknown);
      grown.set(this.transitions);
      this.transitions = grown;
    }
    return number;
  }
}
