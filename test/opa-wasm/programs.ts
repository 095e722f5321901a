import type { CustomBuiltins } from "../../src/opa-wasm.ts";

/** What programs use of a loaded policy: the same of both packages. */
export interface Policy {
  readonly entrypoints: Readonly<Record<string, number>>;
  // biome-ignore lint/suspicious/noExplicitAny: the other package says any.
  readonly evaluate: (input?: any, entrypoint?: number | string) => any;
  readonly setData: (data: object) => void;
}

/** A program that is written for either package. */
export interface Program {
  readonly title: string;
  readonly modules: Readonly<Record<string, string>>;
  readonly entrypoints: readonly string[];
  readonly builtins?: CustomBuiltins;
  /** Operands of the custom builtins, which `opa build` has to be told. */
  readonly arities?: Readonly<Record<string, number>>;
  readonly run: (policy: Policy) => unknown;
  /** What it gives with `rego-ts/opa-wasm`. */
  readonly expected: unknown;
  /** What it gives with the other package, where that is something else, and why it is. */
  readonly elsewhere?: { readonly expected: unknown; readonly reason: string };
}

const authz = `package authz
default allow := false
allow if input.user in data.admins
roles contains role if some role in data.roles[input.user]
greeting := concat(" ", ["Hello,", input.user])`;

const bytes = (value: unknown): ArrayBuffer => new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;

/** What was thrown: texts by the other package, errors by this one. */
const thrownBy = (run: () => unknown): string => {
  try {
    return `nothing: ${JSON.stringify(run())}`;
  } catch (error) {
    return error instanceof Error ? error.message : String((error as { readonly message?: string }).message ?? error);
  }
};

export const programs: readonly Program[] = [
  {
    title: "a decision by input and data",
    modules: { "authz.rego": authz },
    entrypoints: ["authz/allow"],
    run: (policy) => {
      policy.setData({ admins: ["ines"] });
      return [policy.evaluate({ user: "ines" }), policy.evaluate({ user: "tom" })];
    },
    expected: [[{ result: true }], [{ result: false }]],
  },
  {
    title: "broken JSON in an ArrayBuffer",
    modules: { "p.rego": "package p\nq := input.x" },
    entrypoints: ["p/q"],
    run: (policy) => thrownBy(() => policy.evaluate(new TextEncoder().encode("{").buffer)),
    expected: "input: unexpected EOF",
    elsewhere: { expected: "nothing: []", reason: "what cannot be read is no input" },
  },
  {
    title: "data that is no object",
    modules: { "p.rego": "package p\nq := 1" },
    entrypoints: ["p/q"],
    run: (policy) => [null, "s"].map((data) => thrownBy(() => policy.setData(data as never))),
    expected: ["data: must be an object", "data: must be an object"],
    elsewhere: { expected: ["nothing: undefined", "nothing: undefined"], reason: "it is taken, and no document is found in it" },
  },
  {
    title: "half of a surrogate pair",
    modules: { "p.rego": "package p\nq := input.x" },
    entrypoints: ["p/q"],
    run: (policy) => thrownBy(() => policy.evaluate({ x: "a\ud800" })),
    expected: 'nothing: [{"result":"a\\ud800"}]',
    elsewhere: { expected: "illegal string escape character", reason: "WebAssembly has texts in UTF-8" },
  },
  {
    title: "an object in a text",
    modules: { "p.rego": 'package p\nq := sprintf("%v", [input.x])' },
    entrypoints: ["p/q"],
    run: (policy) => policy.evaluate({ x: { b: 1, a: null } }),
    expected: [{ result: '{"a": null, "b": 1}' }],
    elsewhere: { expected: [{ result: "[object Object]" }], reason: "its sprintf is one of JavaScript" },
  },
  {
    title: "the order of keys",
    modules: { "p.rego": "package p\nq := input.x" },
    entrypoints: ["p/q"],
    run: (policy) => JSON.stringify(policy.evaluate({ x: { b: 1, a: 2, aa: 3 } })),
    expected: '[{"result":{"b":1,"a":2,"aa":3}}]',
    elsewhere: { expected: '[{"result":{"aa":3,"b":1,"a":2}}]', reason: "that of a hash table" },
  },
  {
    title: "bigints",
    modules: { "p.rego": "package p\nq := input.x" },
    entrypoints: ["p/q"],
    run: (policy) => thrownBy(() => policy.evaluate({ x: 1n })),
    expected: "input: Do not know how to serialize a BigInt",
    elsewhere: { expected: "Do not know how to serialize a BigInt", reason: "the error does not say where" },
  },
  {
    title: "undefined is no result",
    modules: { "authz.rego": authz },
    entrypoints: ["authz/greeting"],
    run: (policy) => [policy.evaluate({}), policy.evaluate({ user: "tom" })],
    expected: [[], [{ result: "Hello, tom" }]],
  },
  {
    title: "entry points by path and by number, and those of METADATA behind them",
    modules: { "authz.rego": authz, "p.rego": "package p\n# METADATA\n# entrypoint: true\nq := 1" },
    entrypoints: ["authz/roles", "authz/allow"],
    run: (policy) => [policy.entrypoints, policy.evaluate({}, "authz/allow"), policy.evaluate({}, 1), policy.evaluate({}, 2)],
    expected: [{ "authz/roles": 0, "authz/allow": 1, "p/q": 2 }, [{ result: false }], [{ result: false }], [{ result: 1 }]],
  },
  {
    title: "a package as an entry point",
    modules: { "authz.rego": authz },
    entrypoints: ["authz"],
    run: (policy) => {
      policy.setData({ roles: { ines: ["reader"] } });
      return policy.evaluate({ user: "ines" });
    },
    expected: [{ result: { allow: false, greeting: "Hello, ines", roles: ["reader"] } }],
  },
  {
    title: "an entry point that is not there",
    modules: { "authz.rego": authz },
    entrypoints: ["authz/allow"],
    run: (policy) => thrownBy(() => policy.evaluate({}, "authz/deny")),
    expected: 'entrypoint "authz/deny" is not one of authz/allow',
    elsewhere: { expected: "entrypoint authz/deny is not valid in this instance", reason: "it throws texts" },
  },
  {
    title: "data replaces all data before it, and is copied",
    modules: { "authz.rego": authz },
    entrypoints: ["authz"],
    run: (policy) => {
      const data = { roles: { tom: ["reader"] } };
      policy.setData({ admins: ["tom"] });
      policy.setData(data);
      data.roles.tom.push("writer");
      return policy.evaluate({ user: "tom" });
    },
    expected: [{ result: { allow: false, greeting: "Hello, tom", roles: ["reader"] } }],
  },
  {
    title: "JSON texts in ArrayBuffers",
    modules: { "authz.rego": authz },
    entrypoints: ["authz/allow"],
    run: (policy) => {
      policy.setData(bytes({ admins: ["ines"] }));
      return policy.evaluate(bytes({ user: "ines" }));
    },
    expected: [{ result: true }],
  },
  {
    title: "a text as input is a string, not JSON",
    modules: { "p.rego": "package p\nq := input" },
    entrypoints: ["p/q"],
    run: (policy) => policy.evaluate('{"a": 1}'),
    expected: [{ result: '{"a": 1}' }],
  },
  {
    title: "input is what JSON.stringify makes of it",
    modules: { "p.rego": "package p\nq := input" },
    entrypoints: ["p/q"],
    run: (policy) => policy.evaluate({ at: new Date(0), nothing: undefined, map: new Map(), list: [undefined, Number.NaN] }),
    expected: [{ result: { at: "1970-01-01T00:00:00.000Z", map: {}, list: [null, null] } }],
  },
  {
    title: "what is falsy is no input",
    modules: { "p.rego": "package p\nq if not input" },
    entrypoints: ["p/q"],
    run: (policy) => [policy.evaluate(), policy.evaluate(null), policy.evaluate(0), policy.evaluate(""), policy.evaluate(false)],
    expected: [[{ result: true }], [{ result: true }], [{ result: true }], [{ result: true }], [{ result: true }]],
  },
  {
    title: "a result that is false, null or empty is a result",
    modules: { "p.rego": "package p\nq := [false, null, {}, set()]" },
    entrypoints: ["p/q"],
    run: (policy) => policy.evaluate({}),
    expected: [{ result: [false, null, {}, []] }],
  },
  {
    title: "sets come sorted",
    modules: { "p.rego": 'package p\nq := {"carol", "ann", "bob", "dave", "eve"}' },
    entrypoints: ["p/q"],
    run: (policy) => policy.evaluate({})[0].result.join(),
    expected: "ann,bob,carol,dave,eve",
    elsewhere: { expected: "ann,bob,carol,eve,dave", reason: "sets of WebAssembly have the order of their hash table" },
  },
  {
    title: "a builtin that fails makes its expression undefined",
    modules: { "p.rego": "package p\nq := 1 / input.zero" },
    entrypoints: ["p/q"],
    run: (policy) => policy.evaluate({ zero: 0 }),
    expected: [],
  },
  {
    title: "builtins of one's own: plain JSON in and out, undefined for undefined",
    modules: {
      "p.rego": 'package p\nsum := acme.add(2, 3)\nsize := acme.size({"a", "b"})\nnone := acme.none(1)\nq := [sum, size, acme.constant()]',
    },
    entrypoints: ["p/q", "p/none"],
    builtins: {
      "acme.add": (left: number, right: number) => left + right,
      "acme.size": (items: readonly string[]) => items.length,
      "acme.none": () => undefined,
      "acme.constant": () => ({ at: new Date(0) }),
    },
    arities: { "acme.add": 2, "acme.size": 1, "acme.none": 1, "acme.constant": 0 },
    run: (policy) => [policy.evaluate({}), policy.evaluate({}, "p/none")],
    expected: [[{ result: [5, 2, { at: "1970-01-01T00:00:00.000Z" }] }], []],
  },
  {
    title: "a builtin of one's own without declared parameters, and one whose result is captured",
    modules: { "p.rego": "package p\nq := acme.join(acme.join(1, 2), 3)\nr := z if acme.add(1, 1, z)" },
    entrypoints: ["p/q", "p/r"],
    builtins: { "acme.join": (...all: unknown[]) => all.join("-"), "acme.add": (left: number, right: number) => left + right },
    arities: { "acme.join": 2, "acme.add": 2 },
    run: (policy) => [policy.evaluate({}), policy.evaluate({}, "p/r")],
    expected: [[{ result: "1-2-3" }], [{ result: 2 }]],
  },
  {
    title: "what a builtin of one's own throws is thrown by evaluate",
    modules: { "p.rego": "package p\nq if acme.fail(1)" },
    entrypoints: ["p/q"],
    builtins: {
      "acme.fail": (_: number) => {
        throw new RangeError("no such quota");
      },
    },
    arities: { "acme.fail": 1 },
    run: (policy) => thrownBy(() => policy.evaluate({})),
    expected: "no such quota",
  },
  {
    title: "two values of a complete rule",
    modules: { "p.rego": "package p\nq := 1 if input.a\nq := 2 if input.b" },
    entrypoints: ["p/q"],
    run: (policy) => thrownBy(() => policy.evaluate({ a: true, b: true })),
    expected: "1 error occurred: p.rego:2: eval_conflict_error: complete rules must not produce multiple outputs",
    elsewhere: { expected: "p.rego:3:1: var assignment conflict", reason: "WebAssembly has texts of its own" },
  },
  {
    title: "a builtin that WebAssembly has not",
    modules: { "p.rego": 'package p\nq := time.format([0, "UTC", "2006-01-02"])' },
    entrypoints: ["p/q"],
    run: (policy) => thrownBy(() => policy.evaluate({})),
    expected: 'nothing: [{"result":"1970-01-01"}]',
    elsewhere: { expected: "not implemented: built-in function 0: time.format", reason: "rego-ts has all builtins" },
  },
  {
    title: "integers beyond 2^53 are exact within the policy",
    modules: { "p.rego": "package p\nq := 9007199254740993 + 2 == 9007199254740995" },
    entrypoints: ["p/q"],
    run: (policy) => policy.evaluate({}),
    expected: [{ result: true }],
  },
];
