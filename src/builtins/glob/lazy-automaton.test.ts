import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LazyAutomaton, type StateMachine } from "./lazy-automaton.ts";

/** A machine over `abcé😀`: for each state and letter the states that follow. State 0 is the end. */
function machineOf(table: readonly (readonly (readonly number[])[])[]): StateMachine {
  const letters = ["a", "b", "c", "é", "😀"];
  const indexOf = (code: number): number => letters.indexOf(String.fromCodePoint(code));
  return {
    start: [1],
    step: (states, code) => [...new Set(states.flatMap((state) => table[state]?.[indexOf(code)] ?? []))],
    classify: (code) => String(indexOf(code)),
    isEnd: (states) => states.includes(0),
  };
}

function follow(machine: StateMachine, text: string): boolean {
  let states = machine.start;
  for (const character of text) states = machine.step(states, character.codePointAt(0) ?? 0);
  return machine.isEnd(states);
}

describe("lazy automaton", () => {
  test("takes the texts that the machine takes", () => {
    const targets = fc.uniqueArray(fc.nat(5), { maxLength: 3 });
    const table = fc.array(fc.array(targets, { minLength: 5, maxLength: 5 }), { minLength: 6, maxLength: 6 });
    const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c", "é", "😀"), maxLength: 12 }), { minLength: 1 });
    fc.assert(
      fc.property(table, texts, (transitions, all) => {
        const machine = machineOf(transitions);
        const automaton = new LazyAutomaton(machine);
        for (const text of all) expect(automaton.takes(`x${text}y`, 1, text.length + 1)).toBe(follow(machine, text));
      }),
    );
  });

  test("gives up where it would be too large", () => {
    const counting: StateMachine = {
      start: [1],
      step: ([state = 0]) => [state + 1],
      classify: () => "",
      isEnd: () => false,
    };
    expect(new LazyAutomaton(counting).takes("a".repeat(1000), 0, 1000)).toBe(undefined);
    const anyCharacter: StateMachine = { start: [1], step: () => [1], classify: String, isEnd: () => true };
    expect(new LazyAutomaton(anyCharacter).takes(String.fromCodePoint(...Array.from({ length: 100 }, (_, at) => at)), 0, 100)).toBe(
      undefined,
    );
  });
});
