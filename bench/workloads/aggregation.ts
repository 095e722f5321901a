import { defineWorkload } from "../workload.ts";

const numbers = Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 10_007);

export const aggregation = defineWorkload({
  name: "aggregation-100000",
  standsFor: "sums and counts over 100,000 numbers of the input, some of them filtered",
  query: "data.statistics.summary",
  policy: `package statistics

summary := {
	"count": count(input.numbers),
	"sum": sum(input.numbers),
	"max": max(input.numbers),
	"large": count([number | some number in input.numbers; number > 9000]),
	"twice": sum([double | some number in input.numbers; double := number * 2]),
}
`,
  data: {},
  input: { numbers },
  byHand: (input) => {
    let sum = 0;
    let max = Number.NEGATIVE_INFINITY;
    let large = 0;
    let twice = 0;
    for (const number of input.numbers) {
      sum += number;
      if (number > max) max = number;
      if (number > 9000) large += 1;
      twice += number * 2;
    }
    return { count: input.numbers.length, sum, max, large, twice };
  },
});
