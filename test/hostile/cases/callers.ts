/** Objects that a caller hands over and that are no JSON: cyclic, with getters, proxies, of classes. */
import { sandboxHost } from "../../../src/host/sandbox.ts";
import { type HostileCase, rules } from "../hostile-case.ts";

function cyclic(): unknown {
  const value: Record<string, unknown> = { a: [1] };
  value["self"] = value;
  return value;
}

/** A document whose property throws when it is read. */
function throwing(): unknown {
  return Object.defineProperty({ a: 1 }, "trap", {
    enumerable: true,
    get: () => {
      throw new Error("from a getter");
    },
  });
}

/** A document that gives another number each time it is read. */
function changing(): unknown {
  let reads = 0;
  return {
    get n(): number {
      return ++reads;
    },
  };
}

const notJson = (text: string) => ({ code: "NotJsonError", text });
const fromCaller = (text: string) => ({ code: "Error that is no error of the engine", text });

export const callerCases: readonly HostileCase[] = [
  { name: "a cyclic input, of which one key is asked", policy: rules("answer := input.a[0]"), input: cyclic, expected: { value: 1 } },
  {
    name: "a cyclic input, handed through",
    policy: rules("answer := input"),
    input: cyclic,
    expected: notJson("input.self: a cyclic value is not JSON"),
  },
  {
    name: "a cyclic input, walked",
    policy: rules("answer := count([1 | walk(input, [_, 2])])"),
    input: cyclic,
    limits: { timeoutMs: 1_000 },
    expected: { code: "eval_limit_error", text: "evaluation exceeded its limit of 2000000 steps" },
    generated: { code: "eval_cancel_error", text: "evaluation exceeded its limit of 1000 ms" },
  },
  { name: "a cyclic input, as JSON", policy: rules("answer := json.marshal(input)"), input: cyclic, expected: { value: undefined } },
  { name: "cyclic data", policy: rules("answer := 1"), data: cyclic, expected: notJson("data.self: a cyclic value is not JSON") },
  { name: "a getter that throws", policy: rules("answer := input.trap"), input: throwing, expected: fromCaller("from a getter") },
  { name: "a getter that throws and is not asked for", policy: rules("answer := input.a"), input: throwing, expected: { value: 1 } },
  {
    name: "a getter that gives something else each time",
    policy: rules("answer := input.n > 0"),
    input: changing,
    expected: { value: true },
  },
  {
    name: "a proxy whose traps throw",
    policy: rules("answer := input.x"),
    input: () =>
      new Proxy(
        {},
        {
          get: () => {
            throw new Error("from a proxy");
          },
        },
      ),
    expected: fromCaller("from a proxy"),
  },
  {
    name: "a proxy that has endless keys",
    policy: rules("answer := input.a.b.c.d"),
    input: () => {
      const endless: object = new Proxy({}, { get: () => endless, has: () => true });
      return { a: { b: { c: { d: 1 } } }, endless };
    },
    expected: { value: 1 },
  },
  {
    name: "functions, symbols and undefined in the input",
    policy: rules("answer := [input.f, input.g]"),
    input: () => ({ f: () => 1, g: () => 2, s: Symbol("s"), u: undefined }),
    expected: notJson("input.f: a function is not JSON"),
  },
  {
    name: "NaN in the answer",
    policy: rules("answer := input.n"),
    input: () => ({ n: Number.NaN }),
    expected: notJson("input.n: NaN is not JSON"),
  },
  {
    name: "a Map, a Date and a class",
    policy: rules("answer := [count(input.m), count(input.d)]"),
    input: () => ({ m: new Map([["a", 1]]), d: new Date(0) }),
    expected: { value: [0, 0] },
  },
  {
    name: "an object whose toJSON and toString lie",
    policy: rules('answer := {"toJSON": input.toJSON, "x": 1}'),
    input: () => JSON.parse('{"toJSON": "text", "toString": "text"}'),
    expected: { value: { toJSON: "text", x: 1 } },
  },
  {
    name: "an input without a prototype",
    policy: rules("answer := input.a.b"),
    input: () => Object.assign(Object.create(null), { a: Object.assign(Object.create(null), { b: 1 }) }),
    expected: { value: 1 },
  },
  {
    name: "frozen documents under with",
    policy: rules("answer := [input.a.b, x] if { x := input.a.b with input.a.b as 2 }"),
    input: () => Object.freeze({ a: Object.freeze({ b: 1 }) }),
    expected: { value: [1, 2] },
  },
  {
    name: "holes in an array",
    policy: rules("answer := count([x | some x in input])"),
    // biome-ignore lint/suspicious/noSparseArray: a caller may have one.
    input: () => [1, , 3],
    expected: { value: 2 },
  },
  {
    name: "the clock in a sandbox",
    policy: rules("deny if { input.expires < time.now_ns() }", "default answer := false", "answer if not deny"),
    input: () => ({ expires: 0 }),
    options: { host: sandboxHost },
    expected: { code: "eval_internal_error", text: "time.now_ns: there is no clock in the sandbox" },
  },
  {
    name: "randomness in a sandbox",
    policy: rules('answer := rand.intn("x", 10)'),
    options: { host: sandboxHost },
    expected: { code: "eval_internal_error", text: "rand.intn: there is no randomness in the sandbox" },
  },
  {
    name: "a uuid in a sandbox",
    policy: rules('answer := uuid.rfc4122("x")'),
    options: { host: sandboxHost },
    expected: { code: "eval_internal_error", text: "uuid.rfc4122: there is no randomness in the sandbox" },
  },
  {
    name: "a token's time in a sandbox",
    policy: rules('answer := io.jwt.decode_verify("a.b.c", {"secret": "s"})'),
    options: { host: sandboxHost },
    expected: { code: "eval_internal_error", text: "io.jwt.decode_verify: there is no clock in the sandbox" },
  },
  {
    name: "the environment and print in a sandbox",
    policy: rules('answer := opa.runtime() if { print("x") }'),
    options: { host: sandboxHost },
    expected: { value: {} },
  },
  {
    name: "the net in a sandbox",
    policy: rules('answer := http.send({"method": "GET", "url": "http://127.0.0.1:1/"})'),
    options: { host: sandboxHost, strictBuiltinErrors: true },
    asyncOnly: true,
    expected: { code: "eval_builtin_error", text: "this host makes no HTTP requests" },
  },
  {
    name: "names looked up in a sandbox",
    policy: rules('answer := net.lookup_ip_addr("example.com")'),
    options: { host: sandboxHost, strictBuiltinErrors: true },
    asyncOnly: true,
    expected: { code: "eval_builtin_error", text: "this host looks up no addresses" },
  },
  {
    name: "files of certificates in a sandbox",
    policy: rules('answer := http.send({"method": "GET", "url": "https://127.0.0.1:1/", "tls_ca_cert_file": "/etc/passwd"})'),
    options: { host: sandboxHost, strictBuiltinErrors: true },
    asyncOnly: true,
    expected: { code: "eval_builtin_error", text: "this host has no files" },
  },
];
