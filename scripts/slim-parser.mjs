// What is done to the parser that peggy generates. It parses tokens, and errors are found by src/parser/diagnose: so it need not collect what it
// expected, nor know of rows and columns. Its functions are made once, not anew for each text, and none is called where the next token
// rules it out.
import { firstTokens } from "./first-tokens.mjs";

const HEAD = `
export class SyntaxError extends Error {}

const peg$FAILED = {};
const peg$none = [];
let input;
let build;
let peg$currPos = 0;
let peg$savedPos = 0;
`;

const EXPORT = `
/** One text may be parsed while another one is. */
export function parse(codes, options) {
  const outer = [input, build, peg$currPos, peg$savedPos];
  input = codes;
  build = options.build;
  peg$currPos = 0;
  peg$savedPos = 0;
  try {
    const result = peg$startRuleFunctions[options.startRule]();
    if (result === peg$FAILED || peg$currPos < codes.length) throw new SyntaxError("the tokens do not match the grammar");
    return result;
  } finally {
    [input, build, peg$currPos, peg$savedPos] = outer;
  }
}
`;

/** Rewrites the source of the parser of a grammar. Throws where the source is not as this version of peggy writes it. */
export function slimParser(source, grammar) {
  const banner = take(source, /^\/\/ @generated[\s\S]*?\n\n/);
  const startRules = take(source, / {2}const peg\$startRuleFunctions = \{[\s\S]*?\n {2}\};\n/);
  const literals = source.match(/^ {2}const peg\$c\d+ = .*;$/gm).join("\n");
  const rules = source.slice(source.indexOf("  function peg$parse"), source.indexOf("\n\n  const build = options.build;\n"));
  const tables = new Tables();
  const code = guardCalls(
    inlineActions(testByTable(shareEmptyLists(dropExpectations(rules)), source, tables), readActions(source)),
    firstTokens(grammar),
    tables,
  );
  const leftover = /peg\$(silentFails|fail|e\d+|r\d+|f\d+)\b|\b(range|offset|location|text|error|expected)\(/.exec(code);
  if (leftover !== null) throw new Error(`scripts/slim-parser.mjs does not know what to do about ${leftover[0]}`);
  return `${banner}${HEAD}${outdent(`${literals}\n${tables.source()}\n${startRules}\n${code}`)}${EXPORT}`;
}

function take(source, pattern) {
  const match = pattern.exec(source);
  if (match === null) throw new Error(`the generated parser has no ${pattern}`);
  return match[0];
}

function outdent(code) {
  return code.replace(/^ {2}/gm, "");
}

/** What peggy notes for its messages. */
function dropExpectations(code) {
  return code
    .replace(/^ *if \(peg\$silentFails === 0\) \{ peg\$fail\(peg\$e\d+\); \}\n/gm, "")
    .replace(/^ *peg\$silentFails(\+\+|--);\n/gm, "")
    .replace(/^ *if \(s0 === peg\$FAILED\) \{\n *s1 = peg\$FAILED;\n *\}\n/gm, "");
}

/** Repetitions that match nothing share one empty list: most are such, and nobody changes a list. */
function shareEmptyLists(code) {
  return code
    .replace(/^( *s\d+) = \[\];$/gm, "$1 = peg$none;")
    .replace(/^( *)(s\d+)\.push\((s\d+)\);$/gm, "$1if ($2 === peg$none) $2 = [$3]; else $2.push($3);");
}

/** Sets of tokens, by which the next one is looked up. */
class Tables {
  names = new Map();

  /** The test of whether the next token is one of those. */
  test(tokens) {
    if (tokens.length === 1) return `input.charCodeAt(peg$currPos) === ${tokens.charCodeAt(0)}`;
    if (!this.names.has(tokens)) this.names.set(tokens, `peg$t${this.names.size}`);
    return `${this.names.get(tokens)}[input.charCodeAt(peg$currPos) | 0] === 1`;
  }

  source() {
    const lines = [...this.names].map(([tokens, name]) => `  const ${name} = peg$table(${JSON.stringify(tokens)});`);
    const make =
      "  function peg$table(tokens) {\n    const table = new Uint8Array(128);\n    for (const token of tokens) table[token.charCodeAt(0)] = 1;\n    return table;\n  }";
    return `${make}\n${lines.join("\n")}`;
  }
}

/** Classes of characters as tables instead of regular expressions. */
function testByTable(code, source, tables) {
  const classes = new Map(
    [...source.matchAll(/const (peg\$r\d+) = \/\^\[(.*)\]\/;/g)].map(([, name, list]) => [name, list.replace(/\\(.)/g, "$1")]),
  );
  return code.replace(/(peg\$r\d+)\.test\(s\d+\)/g, (_, name) => tables.test([...classes.get(name)].sort().join("")));
}

/** The actions: the names of their parameters, and the expression that they are. */
function readActions(source) {
  return new Map(
    [...source.matchAll(/^ {2}function (peg\$f\d+)\((.*)\) \{ *(.*?) *\}$/gm)].map(([, name, parameters, body]) => {
      const expression = /^(?:return )?([^;]*);$/.exec(body)?.[1];
      if (expression === undefined) throw new Error(`${name} is not one expression`);
      return [name, { parameters: parameters === "" ? [] : parameters.split(", "), expression }];
    }),
  );
}

/** Writes each action where it is called. */
function inlineActions(code, actions) {
  return code.replace(/(peg\$f\d+)\((.*?)\);/g, (_, name, list) => {
    const { parameters, expression } = actions.get(name);
    const given = list === "" ? [] : list.split(", ");
    const values = new Map(parameters.map((parameter, index) => [parameter, given[index]]));
    const written = expression
      .replace(/(?<![.\w$])[a-z]\w*\b(?!\()/gi, (word) => values.get(word) ?? word)
      .replace("range()", "{ start: peg$savedPos, end: peg$currPos }")
      .replace("offset()", "peg$savedPos");
    return `${written};`;
  });
}

/** Calls a rule only where its match may begin with the next token. */
function guardCalls(code, first, tables) {
  return code.replace(/= peg\$parse(\w+)\(\);/g, (call, rule) => {
    const tokens = first.get(rule);
    return tokens === undefined ? call : `= ${tables.test(tokens)} ? peg$parse${rule}() : peg$FAILED;`;
  });
}
