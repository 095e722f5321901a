import { defineWorkload } from "../workload.ts";

const prices = Array.from({ length: 40 }, (_, index) => ({ item: `item-${index}`, price: 10 + index, quantity: (index % 4) + 1 }));

export const functionsAndWith = defineWorkload({
  name: "functions-and-with",
  standsFor: "functions that call functions for 40 lines, for each of three customers by `with`",
  query: "data.pricing.quotes",
  policy: `package pricing

quotes[customer] := quote if {
	some customer, level in data.customers
	quote := total with input.customer.level as level
}

total := sum([line_price(line) | some line in input.lines])

line_price(line) := discounted(line.price * line.quantity, line.quantity)

discounted(price, quantity) := price * (100 - percent(quantity))

percent(quantity) := customer_percent + 5 if quantity > 2

percent(quantity) := customer_percent if quantity <= 2

default customer_percent := 0

customer_percent := 10 if input.customer.level == "gold"

customer_percent := 3 if input.customer.level == "silver"
`,
  data: { customers: { anna: "gold", ben: "silver", carla: "none" } },
  input: { customer: { level: "none" }, lines: prices },
  byHand: (input, data) => {
    const quotes: Record<string, number> = {};
    for (const [customer, level] of Object.entries(data.customers)) {
      const percent = level === "gold" ? 10 : level === "silver" ? 3 : 0;
      let total = 0;
      for (const { price, quantity } of input.lines) total += price * quantity * (100 - (quantity > 2 ? percent + 5 : percent));
      quotes[customer] = total;
    }
    return quotes;
  },
});
