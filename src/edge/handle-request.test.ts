import { afterEach, describe, expect, test, vi } from "vitest";
import { createRequestHandler, type Policy } from "./handle-request.ts";

afterEach(() => vi.restoreAllMocks());

const request = new Request("http://a.example/x", { method: "POST", headers: { "content-type": "application/json" }, body: '{"n": 1}' });
const denied = [403, "application/json", '{"error": "Not allowed by policy"}'];

/** A policy that answers so, or fails. */
function answering(answer: (input: unknown) => unknown): () => Policy {
  return () => ({ evaluate: async (input) => answer(input) });
}

function throwing(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

async function describeResponse(response: Response): Promise<unknown> {
  return [response.status, response.headers.get("content-type"), await response.text()];
}

test("what is allowed goes on, unread, with what the platform gave", async () => {
  const onAllow = vi.fn(async (each: Request) => new Response(`${each.bodyUsed} ${await each.text()}`));
  const own = request.clone();
  const handle = createRequestHandler(
    answering((input) => ({ allow: true, n: (input as { body: { n: number } }).body.n })),
    { onAllow },
  );
  expect(await (await handle(own, "env", "context")).text()).toBe('false {"n": 1}');
  expect(onAllow.mock.calls).toStrictEqual([[own, "env", "context", { allow: true, n: 1 }]]);
});

test("without onAllow it goes to fetch", async () => {
  const send = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("origin"));
  const own = request.clone();
  expect(await (await createRequestHandler(answering(() => true))(own, {}, {})).text()).toBe("origin");
  expect(send.mock.calls).toStrictEqual([[own]]);
});

describe("what is not allowed is denied, and errors are told of", () => {
  const fails = async (): Promise<never> => {
    throw new Error("lost");
  };
  test.each<[title: string, load: () => Policy, toInput: (() => unknown) | undefined, errors: readonly string[]]>([
    ["false", answering(() => false), undefined, []],
    ["undefined", answering(() => undefined), undefined, []],
    ["no decision", answering(() => "true"), undefined, ['DecisionError: the decision must be a boolean or an object but is "true"']],
    ["an evaluation that fails", answering(throwing("failed")), undefined, ["Error: failed"]],
    ["one that throws at once", () => ({ evaluate: throwing("at once") }), undefined, ["Error: at once"]],
    ["one that throws no error", answering(() => Promise.reject("text")), undefined, ["text"]],
    ["an input that fails", answering(() => true), fails, ["Error: lost"]],
    ["an input that throws", answering(() => true), throwing("no input"), ["Error: no input"]],
  ])("%s", async (_, load, toInput, errors) => {
    const told: string[] = [];
    const onAllow = vi.fn(() => new Response());
    const handle = createRequestHandler(load, { onAllow, toInput, onError: (error) => void told.push(String(error)) });
    expect(await describeResponse(await handle(request.clone(), {}, {}))).toStrictEqual(denied);
    expect([told, onAllow.mock.calls]).toStrictEqual([errors, []]);
  });
});

test("a policy that cannot be loaded", async () => {
  const told: unknown[] = [];
  const load = vi.fn(throwing("broken"));
  const handle = createRequestHandler(load, { onError: (error) => void told.push(String(error)) });
  expect(told).toStrictEqual(["Error: broken"]);
  for (const _ of [1, 2]) {
    const unready = [503, "application/json", '{"error": "Policy not ready yet."}'];
    expect(await describeResponse(await handle(request.clone(), {}, {}))).toStrictEqual(unready);
  }
  expect([told.length, load.mock.calls.length]).toStrictEqual([1, 1]);
});

test("errors nobody listens to are printed; so is one of who listens, and the request is denied nevertheless", async () => {
  const print = vi.spyOn(console, "error").mockReturnValue();
  const policy = answering(throwing("failed"));
  expect(await describeResponse(await createRequestHandler(policy)(request.clone(), {}, {}))).toStrictEqual(denied);
  expect(print.mock.calls).toStrictEqual([[new Error("failed")]]);
  const handle = createRequestHandler(policy, { onError: throwing("deaf") });
  expect(await describeResponse(await handle(request.clone(), {}, {}))).toStrictEqual(denied);
  expect(print.mock.calls.slice(1)).toStrictEqual([[new Error("failed")], [new Error("deaf")]]);
});

test("what onAllow throws is the caller's", async () => {
  const onError = vi.fn();
  const handle = createRequestHandler(
    answering(() => true),
    { onAllow: throwing("origin is down"), onError },
  );
  await expect(handle(request.clone(), {}, {})).rejects.toThrow("origin is down");
  expect(onError.mock.calls).toStrictEqual([]);
});

test("an input of one's own", async () => {
  const inputs: unknown[] = [];
  const policy = answering((input) => inputs.push(input) > 9);
  const handle = createRequestHandler<{ key: string }, undefined>(policy, { toInput: ({ method }, { key }) => ({ method, key }) });
  await handle(request.clone(), { key: "k" }, undefined);
  expect(inputs).toStrictEqual([{ method: "POST", key: "k" }]);
});

test("bodies that the policy cannot see: it decides, or they are denied", async () => {
  const text = (): Request => new Request("http://a.example/", { method: "POST", headers: { "content-type": "text/plain" }, body: "x" });
  const onAllow = () => new Response("passed");
  const allow = answering(() => true);
  expect((await createRequestHandler(allow, { onAllow })(text())).status).toBe(200);
  expect(await describeResponse(await createRequestHandler(allow, { onAllow, onBodyError: "deny" })(text()))).toStrictEqual(denied);
});

test("one who listens may fail later", async () => {
  const print = vi.spyOn(console, "error").mockReturnValue();
  const handle = createRequestHandler(answering(throwing("failed")), { onError: () => Promise.reject(new Error("deaf")) });
  expect((await handle(request.clone())).status).toBe(403);
  await new Promise((done) => setImmediate(done));
  expect(print.mock.calls).toStrictEqual([[new Error("failed")], [new Error("deaf")]]);
});
