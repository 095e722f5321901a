// With which tokens a match of each grammar rule can begin: so that the parser need not call a rule that surely fails.
import peggy from "peggy";

/**
 * Maps the rules of a grammar to the characters that their matches begin with; undefined for rules that can match nothing at all.
 * Predicates in code count as true, since they may hold anywhere.
 */
export function firstTokens(grammar) {
  const rules = new Map(peggy.parser.parse(grammar).rules.map((rule) => [rule.name, rule.expression]));
  const known = new Map();
  // Peggy refuses rules that begin with themselves, so this ends.
  const ofRule = (name) => {
    if (!known.has(name)) known.set(name, first(rules.get(name), ofRule));
    return known.get(name);
  };
  const tokensOf = ({ tokens, empty }) => (empty ? undefined : tokens);
  return new Map([...rules.keys()].map((name) => [name, tokensOf(ofRule(name))]));
}

const EMPTY = { tokens: "", empty: true };

/** What a match of an expression begins with, and whether it can be empty. */
function first(expression, ofRule) {
  const inner = () => first(expression.expression, ofRule);
  switch (expression.type) {
    case "literal":
      return expression.value === "" ? EMPTY : { tokens: expression.value[0], empty: false };
    case "class":
      if (expression.inverted || expression.parts.some((part) => part.length !== 1))
        throw new Error("classes of the grammar list characters");
      return { tokens: unite(expression.parts), empty: false };
    case "rule_ref":
      return ofRule(expression.name);
    case "named":
    case "action":
    case "labeled":
    case "group":
    case "one_or_more":
      return inner();
    case "optional":
    case "zero_or_more":
      return { ...inner(), empty: true };
    case "choice": {
      const all = expression.alternatives.map((each) => first(each, ofRule));
      return { tokens: unite(all.flatMap(({ tokens }) => [...tokens])), empty: all.some(({ empty }) => empty) };
    }
    case "sequence":
      return firstOfSequence(expression.elements, ofRule);
    case "simple_not":
    case "semantic_and":
    case "semantic_not":
      return EMPTY;
    default:
      throw new Error(`the grammar has a form that scripts/first-tokens.mjs does not know: ${expression.type}`);
  }
}

function firstOfSequence(elements, ofRule) {
  let tokens = "";
  for (const element of elements) {
    // What must follow decides, whatever comes after it.
    const isLookahead = element.type === "simple_and";
    const found = first(isLookahead ? element.expression : element, ofRule);
    tokens = unite([...tokens, ...found.tokens]);
    if (!found.empty) return { tokens, empty: false };
  }
  return { tokens, empty: true };
}

function unite(characters) {
  return [...new Set(characters)].sort().join("");
}
