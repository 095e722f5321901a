import { describe, expect, it } from "vitest";
import { printExpr } from "../ast/print.ts";
import { allBuiltins } from "../builtins/all-builtins.ts";
import { BuiltinRegistry } from "../builtins/registry.ts";
import { compileModules } from "../compile/compile.ts";
import { typeChecker } from "../compile/types/type-checker.ts";
import { parseAnnotations } from "../parser/annotations.ts";
import { parseModule } from "../parser/parse.ts";
import { planProgram } from "./groups.ts";
import type { Branch, DocumentNode, Pattern, RuleGroup, Step, ValueNode } from "./nodes.ts";

const builtins = new BuiltinRegistry(allBuiltins);

/** The group of a rule of package `t`. */
function groupOf(rules: string, name: string): RuleGroup {
  const module = parseModule("test.rego", `package t\n${rules}`, { regoVersion: 1, annotations: parseAnnotations });
  const program = compileModules([module], { builtins, typeChecker, strict: false, keepPrint: true });
  const node: DocumentNode | undefined = planProgram(program, builtins).root.children.get("t")?.children.get(name);
  if (node?.group === undefined) throw new Error(`no rule ${name}`);
  return node.group;
}

function branchOf(rules: string, name = "p"): Branch {
  const branch = groupOf(rules, name).clauses[0]?.branches()[0];
  if (branch === undefined) throw new Error(`no body of ${name}`);
  return branch;
}

/** Steps in a short notation, so that a test shows a plan as one would write it down. */
function show(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => {
    switch (step.kind) {
      case "check":
        return showValue(step.value);
      case "match":
        return `${showPattern(step.pattern)} <- ${showValue(step.value)}`;
      case "equal":
        return `${showValue(step.left)} == ${showValue(step.right)}`;
      case "iterate":
        return `for ${showPattern(step.key)}, ${showPattern(step.value)} in ${showValue(step.source)}`;
      case "scan":
        return `scan ${step.operands.map(showPattern).join("/")}, ${showPattern(step.value)}`;
      case "relation":
        return `${showPattern(step.result)} <~ ${step.name}(${step.args.map(showValue).join(", ")})`;
      case "not":
        return `not {${show(step.steps).join("; ")}}`;
      case "some":
        return step.alternatives.map((each) => `{${show(each).join("; ")}}`).join(" or ");
      case "every":
        return `every ${showPattern(step.key)}, ${showPattern(step.value)} in ${showValue(step.domain)} {${show(step.steps).join("; ")}}`;
      case "with":
        return `with ${step.replacements.map(({ kind }) => kind).join(", ")} {${show(step.steps).join("; ")}}`;
      case "body":
        return `body {${show(step.steps).join("; ")}}`;
      case "expression":
        return `${printExpr(step.expr)} {${show(step.steps).join("; ")}}`;
      default:
        return step satisfies never;
    }
  });
}

function showValue(node: ValueNode): string {
  switch (node.kind) {
    case "constant":
      return JSON.stringify(node.value);
    case "local":
      return `$${node.slot}`;
    case "select":
      return `${showValue(node.base)}[${showValue(node.key)}]`;
    case "base":
      return `base(${node.path.join("/")})`;
    case "rule":
      return `rule(${node.group.path.join("/")})`;
    case "lookup":
      return `lookup(${node.group.path.join("/")}, ${showValue(node.key)})`;
    case "document":
      return `document(${node.node.path.join("/")})`;
    case "dynamic":
      return `dynamic(${node.node.path.join("/")}, ${node.keys.map(showValue).join(", ")})`;
    case "builtin":
      return `${node.name}(${node.args.map(showValue).join(", ")})`;
    case "function":
      return `${node.group.path.join("/")}(${node.args.map(showValue).join(", ")})`;
    case "array":
      return `[${node.items.map(showValue).join(", ")}]`;
    case "set":
      return `{${node.items.map(showValue).join(", ")}}`;
    case "object":
      return `{${node.entries.map(([key, value]) => `${showValue(key)}: ${showValue(value)}`).join(", ")}}`;
    case "comprehension":
      return `${node.collect}(${showValue(node.value)} | ${show(node.steps).join("; ")})`;
    default:
      return node.kind;
  }
}

function showPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case "ignore":
      return "_";
    case "bind":
      return `$${pattern.slot}`;
    case "equals":
      return `=${showValue(pattern.value)}`;
    case "array":
      return `[${pattern.items.map(showPattern).join(", ")}]`;
    case "object":
      return `{${pattern.entries.map(([key, value]) => `${showValue(key)}: ${showPattern(value)}`).join(", ")}}`;
    default:
      return pattern satisfies never;
  }
}

describe("bodies", () => {
  it.each([
    ["input.x == 1", ['input["x"] == 1']],
    ["x := input.x; x > 1", ['$0 <- input["x"]', "gt($0, 1)"]],
    ["x = y; y = 1", ["$0 <- 1", "_ <- $0"]],
    ["count(upper(input.x)) > 1", ['gt(count(upper(input["x"])), 1)']],
    ["some x in input.xs; x == 1", ['for _, $0 in input["xs"]', "$0 == 1"]],
    ["some i, 1 in input.xs; input.ys[i]", ['for $0, =1 in input["xs"]', 'input["ys"][$0]']],
    ["x := input.xs[i].y[j]; i == j", ['for $1, $0 in input["xs"]', 'for $2, _ in $0["y"]', "$1 == $2"]],
    ["x = input.xs[x]", ['for $0, =$0 in input["xs"]']],
    ['[x, {"k": y}] = input.p; x == y', ['[$0, {"k": $1}] <- input["p"]', "$0 == $1"]],
    ["[x, 1] = [2, y]; x > y", ["$0 <- 2", "$1 <- 1", "gt($0, $1)"]],
    ["[x, x] = input.p", ['[$0, =$0] <- input["p"]']],
    ["not input.x == 1", ['not {input["x"] == 1}']],
    ['not startswith(input.x, "a")', ['$0 <- input["x"]', 'not {startswith($0, "a")}']],
    ["walk(input, [path, value]); path == value", ["[$0, $1] <~ walk(input)", "$0 == $1"]],
    ["every x in input.xs { x > 1 }", ['every _, $0 in input["xs"] {gt($0, 1)}']],
    ["input.x with input.x as 1", ['with input {input["x"]}']],
    ["data.base.x == 1", ["base(base/x) == 1"]],
    ["data[x].y == 1", ['scan _/="y", $0', "$0 == 1"]],
    ['x := "t"; data[x].q', ['$0 <- "t"', 'dynamic(, $0, "q")']],
    ["xs := [x | some x in input.xs]; count(xs) == 1", ['$2 <- array($1 | for _, $1 in input["xs"])', "count($2) == 1"]],
  ] as const)("%s", (body, steps) => {
    expect(show(branchOf(`p if { ${body} }`).steps)).toEqual(steps);
  });
});

describe("references to rules", () => {
  it.each([
    ["p := q.r", "q := input", 'rule(t/q)["r"]'],
    ["p := q.r", 'q[x] := 1 if x := "r"', 'lookup(t/q, "r")'],
    ["p if q[1]", "q contains 1", "lookup(t/q, 1)"],
    ["p := q", "q contains 1", "rule(t/q)"],
    ["p := f(1)", "f(x) := x", "t/f(1)"],
  ])("%s with %s", (rule, other, value) => {
    const { steps, value: head } = branchOf(`${rule}\n${other}`);
    const shown = [...show(steps), head === undefined ? "" : showValue(head)].join("; ");
    expect(shown).toContain(value);
  });
});

describe("groups", () => {
  it("know the one constant that their bodies give", () => {
    expect(groupOf("p if input.a\np if input.b\ndefault p := false", "p").constant).toBe(true);
    expect(groupOf("p := 1 if input.a\np := 2 if input.b", "p").constant).toBeUndefined();
  });

  it("are indexed by what their bodies compare", () => {
    const rules = ["a", "b", "c"].map((path) => `p if { input.path == "${path}"; input.user }`).join("\n");
    const index = groupOf(`${rules}\np if { input.method in {"GET", "PUT"} }`, "p").index;
    expect(index?.on).toEqual({ kind: "input", path: ["path"] });
    expect([...(index?.byValue ?? [])]).toEqual([
      ["a", [1]],
      ["b", [2]],
      ["c", [3]],
    ]);
    // What wants nothing of the reference that most rules look at is tried before them.
    expect(index?.otherwise).toEqual([0]);
  });

  it("are indexed by how texts begin", () => {
    const prefixesOf = (bodies: readonly string[]) => {
      const index = groupOf(bodies.map((body) => `p if { ${body} }`).join("\n"), "p").index;
      return index && { byPrefix: Object.fromEntries(index.byPrefix), otherwise: index.otherwise };
    };
    const prefixes = ['startswith(input.x, "/a/")', 'glob.match("/b/*", ["/"], input.x)', 'startswith(input.x, "/a/")'];
    expect(prefixesOf(prefixes)).toEqual({ byPrefix: { "/a/": [0, 1], "/b/": [2] }, otherwise: [] });
    // The call before may end the query with an error; OPA's index looks at globs before it all the same.
    const late = ['to_number(input.y) == 1; startswith(input.x, "/a/")', 'to_number(input.y) == 1; glob.match("/c/*", null, input.x)'];
    expect(prefixesOf([...prefixes, ...late])).toEqual({ byPrefix: { "/a/": [0, 1], "/b/": [3], "/c/": [4] }, otherwise: [2] });
    // Patterns that may be broken are tried.
    expect(prefixesOf([...prefixes, 'glob.match("/d/[a", null, input.x)'])?.otherwise).toEqual([3]);
  });

  it("of functions are indexed by their arguments", () => {
    const index = groupOf('f("a", x) := 1\nf("b", x) := 2\nf(y, x) := 3 if y == "c"', "f").index;
    expect(index?.on).toEqual({ kind: "argument", position: 0 });
    expect([...(index?.byValue.keys() ?? [])]).toEqual(["a", "b", "c"]);
  });

  it("plan the bodies for a known key only where that spares work", () => {
    const keyed = (rule: string) => {
      const [clause] = groupOf(rule, "p").clauses;
      return clause?.isSelective() ? clause.keyedBranches()?.map(({ steps }) => show(steps)) : undefined;
    };
    expect(keyed("p contains x if some x, _ in input.xs")).toEqual([["$1 <- $0", '_ <- input["xs"][$1]']]);
    expect(keyed('p contains "a" if input.x')).toEqual([['$0 == "a"', 'input["x"]']]);
    expect(keyed("p contains y if { some x in input.xs; y := x + 1 }")).toBeUndefined();
  });
});
