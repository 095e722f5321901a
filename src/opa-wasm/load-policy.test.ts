import { expect, test } from "vitest";
import opa, { LoadedPolicy, type LoadOptions, loadPolicy, loadPolicySync, type PolicySource } from "../opa-wasm.ts";
import type { CustomBuiltins } from "./custom-builtins.ts";

const text = 'package authz\n\nallow if input.user == "ines"\n';
const entrypoints = ["authz/allow"];
const utf8 = new TextEncoder().encode(text);

test.each<[string, PolicySource]>([
  ["a text", text],
  ["texts by file name", { "authz.rego": text, "other.rego": "package other" }],
  ["bytes", utf8],
  ["bytes of Node", Buffer.from(text)],
  ["an ArrayBuffer", utf8.buffer as ArrayBuffer],
])("takes %s", async (_, policy) => {
  const loaded = [
    await loadPolicy(policy, { entrypoints }),
    loadPolicySync(policy, { entrypoints }),
    opa.loadPolicySync(policy, { entrypoints }),
  ];
  for (const each of loaded) {
    expect(each).toBeInstanceOf(LoadedPolicy);
    expect([each.evaluate({ user: "ines" }), each.evaluate({ user: "tom" })]).toEqual([[{ result: true }], []]);
  }
});

test("takes the answer to a request", async () => {
  const policy = await loadPolicy(Promise.resolve(new Response(text)), { entrypoints });
  expect(policy.evaluate({ user: "ines" })).toEqual([{ result: true }]);
  await expect(loadPolicy(new Response("", { status: 404 }), { entrypoints })).rejects.toThrow(
    new Error("the policy: the server answered 404"),
  );
});

test("memory is not heeded, options of the engine are", () => {
  const policy = loadPolicySync("package p\nq[x] { x := 1 }", {
    entrypoints: ["p/q"],
    initial: 5,
    maximum: 10,
    shared: false,
    regoVersion: 0,
  });
  expect(policy.evaluate({})).toEqual([{ result: [1] }]);
  const annotated = "package p\n# METADATA\n# entrypoint: true\nq := 1";
  expect(loadPolicySync(annotated, 5).evaluate({})).toEqual([{ result: 1 }]);
});

test.each<[string, unknown, LoadOptions, string]>([
  [
    "WebAssembly",
    new Uint8Array([0, 0x61, 0x73, 0x6d, 1]),
    { entrypoints },
    "a policy in WebAssembly: give the Rego that it was compiled from",
  ],
  [
    "a module of it",
    Object.create({ [Symbol.toStringTag]: "WebAssembly.Module" }),
    { entrypoints },
    "WebAssembly.Module is no policy: give the Rego that it was made from",
  ],
  ["a packed bundle", new Uint8Array([0x1f, 0x8b, 8]), { entrypoints }, "a packed bundle: give the Rego that is in it"],
  ["other bytes", new Uint8Array([0xff]), { entrypoints }, "the bytes of a policy must be a text in UTF-8"],
  ["null", null, { entrypoints }, "a policy must be a text, bytes of a text, or texts by file name, but is null"],
  ["an array", [text], { entrypoints }, "a policy must be a text, bytes of a text, or texts by file name, but is an array"],
  ["a number as a module", { "a.rego": 1 }, { entrypoints }, "a.rego: a module must be a text but is number"],
  [
    "no entry point",
    text,
    {},
    'no entry point: say what evaluate answers, `{ entrypoints: ["authz/allow"] }` as the second argument, or `entrypoint: true` in METADATA',
  ],
  [
    "a strange entry point",
    text,
    { entrypoints: ["data.authz.allow"] },
    'entrypoint "data.authz.allow" does not refer to a rule or policy decision',
  ],
  [
    "a text for entry points",
    text,
    { entrypoints: "authz/allow" as never },
    'entrypoints must be an array of texts: `{ entrypoints: ["authz/allow"] }`',
  ],
  [
    "a number for entry points",
    text,
    { entrypoints: [1] as never },
    'entrypoints must be an array of texts: `{ entrypoints: ["authz/allow"] }`',
  ],
  ["no options", text, null as never, "the second argument must be options or a number, but is null"],
  [
    "a function as an entry point",
    "package p\nf(x) := x",
    { entrypoints: ["p/f"] },
    'entrypoint "p/f" is a function, which has no document: name a rule that calls it',
  ],
  [
    "a syntax error",
    "package",
    { entrypoints },
    "1 error occurred: policy.rego:1: rego_parse_error: unexpected eof token\n\tpackage\n\t      ^",
  ],
  [
    "a type error",
    'package authz\nallow if 1 == "1"',
    { entrypoints },
    "1 error occurred: policy.rego:2: rego_type_error: match error\n\tleft  : number\n\tright : string",
  ],
])("refuses %s when it is loaded", (_, policy, options, message) => {
  let thrown: unknown;
  try {
    loadPolicySync(policy as PolicySource, options);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toHaveProperty("message", message);
});

test.each<[string, (policy: LoadedPolicy) => unknown, string]>([
  ["an entry point by number", (policy) => policy.evaluate({}, 2), "entrypoint 2 is not one of authz/allow"],
  ["cyclic input", (policy) => policy.evaluate(makeCycle()), "input: Converting circular structure to JSON"],
  ["a function", (policy) => policy.evaluate(() => 1), "input: a function is not JSON"],
  ["a bigint", (policy) => policy.evaluate({ a: 1n }), "input: Do not know how to serialize a BigInt"],
  ["a bigint beside a date", (policy) => policy.evaluate({ a: 1n, d: new Date() }), "input: Do not know how to serialize a BigInt"],
  ["a bigint in data", (policy) => policy.setData({ a: 1n }), "data: Do not know how to serialize a BigInt"],
  ["null as data", (policy) => policy.setData(null), "data: must be an object"],
  ["a broken text", (policy) => policy.evaluate(new TextEncoder().encode("{").buffer), "input: unexpected EOF"],
  ["data that is no object", (policy) => policy.setData([1]), "data: must be an object"],
  ["no data", (policy) => policy.setData(undefined), "data: undefined is not JSON"],
])("refuses %s", (_, run, message) => {
  expect(() => run(loadPolicySync(text, { entrypoints }))).toThrow(message);
});

function makeCycle(): unknown {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  return cycle;
}

test("after what a builtin throws, the policy is as it was", () => {
  const builtins: CustomBuiltins = {
    "acme.check": (value: number) => {
      if (value < 0) throw new RangeError("negative");
      return value;
    },
  };
  const policy = loadPolicySync("package p\nq := acme.check(input.x)", { entrypoints: ["p/q"] }, builtins);
  for (let round = 0; round < 50; round++) {
    expect(() => policy.evaluate({ x: -1 })).toThrow(new RangeError("negative"));
    expect(policy.evaluate({ x: round })).toEqual([{ result: round }]);
  }
});

test.each<[string, CustomBuiltins, string]>([
  [
    "a promise",
    { "acme.check": async () => 1 },
    "custom builtin acme.check: answers with a promise; asynchronous builtins are for Engine.addBuiltin",
  ],
  ["a bigint", { "acme.check": () => [1n] }, "acme.check: Do not know how to serialize a BigInt"],
  ["what has no JSON", { "acme.check": () => () => 1 }, "acme.check: a function is not JSON"],
])("a builtin must not answer with %s", (_, builtins, message) => {
  const policy = loadPolicySync("package p\nq := acme.check(1)", { entrypoints: ["p/q"] }, builtins);
  expect(() => policy.evaluate({})).toThrow(message);
});

test("builtins that WebAssembly would have to wait for are named", () => {
  const policy = loadPolicySync('package p\nq := http.send({"method": "get", "url": "http://127.0.0.1:1"})', { entrypoints: ["p/q"] });
  expect(() => policy.evaluate({})).toThrow("http.send");
});
