import { expect, it } from "vitest";
import { parseQuery } from "../parser/parse.ts";
import { orderBody } from "./safety.ts";

/** How often ordering a body asks what is known around it. */
function countQuestions(literal: (number: number) => string, literals: number): number {
  const text = Array.from({ length: literals }, (_, number) => literal(number)).join("\n");
  let questions = 0;
  const known = {
    has: (name: string) => {
      questions++;
      return name === "input" || name === "data";
    },
  };
  orderBody(parseQuery(text, { regoVersion: 1 }).body, known, { arityOf: () => undefined, isGenerated: () => false });
  return questions;
}

it.each<[string, (number: number) => string]>([
  ["assignments", (number) => `x${number} := input.a${number}`],
  ["chains of variables", (number) => `x${number + 1} = x${number}`],
  ["comprehensions", (number) => `x${number} = [y | y = input.a[z]; z = input.b]`],
  ["nested comprehensions", (number) => `x${number} = [y | y = {z | z = input.a}]`],
])("asks ten times as much of ten times the body: %s", (_, literal) => {
  const [few, many] = [countQuestions(literal, 20), countQuestions(literal, 200)];
  expect(few).toBeGreaterThan(20);
  expect(many).toBeLessThanOrEqual(few * 10 + 100);
});
