import { expect, test } from "vitest";
import { parseJson } from "../values/json.ts";
import { type JsonBody, readJsonBody } from "./read-body.ts";

const url = "http://a.example/";

function post(body: RequestInit["body"], type: string | null = "application/json", headers: Record<string, string> = {}): Request {
  // A body of bytes brings no media type of its own.
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return new Request(url, {
    method: "POST",
    headers: { ...headers, ...(type === null ? {} : { "content-type": type }) },
    body: bytes ?? null,
  });
}

const malformed: JsonBody = { body: null, body_error: "malformed" };
const tooLarge: JsonBody = { body: null, body_error: "too_large" };
const notJson: JsonBody = { body: null, body_error: "not_json" };

test.each<[title: string, request: Request, body: JsonBody]>([
  ["GET", new Request(url), { body: null }],
  ["HEAD", new Request(url, { method: "HEAD" }), { body: null }],
  ["POST without a body", new Request(url, { method: "POST" }), { body: null }],
  ["an empty body", post(""), { body: null }],
  ["an empty text", post("", "text/plain"), { body: null }],
  ["null", post("null"), { body: null }],
  ["an object", post('{"a": [1, "é"]}'), { body: { a: [1, "é"] } }],
  ["without a media type", post("[1]", null), { body: [1] }],
  ["a type with parameters", post("[1]", " Application/JSON ; charset=utf-8"), { body: [1] }],
  ["a type that is JSON too", post("[1]", "application/vnd.api+json"), { body: [1] }],
  ["a text", post("[1]", "text/plain"), notJson],
  ["a form", post("a=1", "application/x-www-form-urlencoded"), notJson],
  ["a type that only starts like JSON", post("[1]", "application/json5"), notJson],
  ["a type that only ends like JSON", post("[1]", "application/notjson"), notJson],
  ["two types", post("[1]", "text/plain, application/json"), notJson],
  ["no type at all, and no JSON", post("a=1", null), malformed],
  ["an end that is missing", post('{"a": 1'), malformed],
  ["something behind it", post("1 2"), malformed],
  ["blanks only", post(" "), malformed],
  ["bytes that are not UTF-8", post(Uint8Array.of(0x22, 0xe9, 0x22)), malformed],
  ["a byte order mark", post("\ufeff1"), malformed],
  ["UTF-16", post(Uint8Array.of(0x31, 0), "application/json; charset=utf-16"), malformed],
  ["nested deeper than OPA reads", post("[".repeat(20_000) + "]".repeat(20_000)), malformed],
  ["as long as it may be", post(`"${"x".repeat(65_534)}"`), { body: "x".repeat(65_534) }],
  ["longer", post(`"${"x".repeat(65_535)}"`), tooLarge],
  ["longer, and no JSON", post("x".repeat(65_537)), tooLarge],
  ["longer than it says", post(`"${"x".repeat(65_535)}"`, "application/json", { "content-length": "3" }), tooLarge],
  ["shorter than it says", post("1", "application/json", { "content-length": "65537" }), tooLarge],
  ["a length that is none", post("1", "application/json", { "content-length": "x" }), { body: 1 }],
])("%s", async (_, request, body) => {
  expect(await readJsonBody(request, 65_536)).toStrictEqual(body);
});

test("numbers are exact, keys are only keys, of repeated ones the last counts", async () => {
  const text = '{"id": 9007199254740993, "__proto__": {"admin": true}, "a": 1, "a": 2}';
  const { body } = await readJsonBody(post(text), 1000);
  expect(body).toStrictEqual(parseJson('{"id": 9007199254740993, "__proto__": {"admin": true}, "a": 2}'));
  expect((body as { readonly id: unknown }).id).toBe(9007199254740993n);
});

/** A body of chunks of 1,000 bytes, without end, and how many were asked for. */
function endlessBody(): { readonly stream: ReadableStream<Uint8Array>; readonly pulled: () => number } {
  let count = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    count++;
    controller.enqueue(new Uint8Array(1000).fill(0x20));
  };
  return { stream: new ReadableStream({ pull }), pulled: () => count };
}

test("of a body without end no more is read than it takes to see that", async () => {
  const json = endlessBody();
  expect(await readJsonBody(streamed(json.stream), 10_000)).toStrictEqual(tooLarge);
  expect(json.pulled()).toBeLessThan(16);
  const form = endlessBody();
  expect(await readJsonBody(streamed(form.stream, "text/plain"), 10_000)).toStrictEqual(notJson);
  expect(form.pulled()).toBeLessThan(5);
});

function streamed(body: ReadableStream<Uint8Array>, type = "application/json"): Request {
  return new Request(url, { method: "POST", headers: { "content-type": type }, body, duplex: "half" } as RequestInit);
}

test("the request can be read afterwards", async () => {
  for (const [text, limit] of [
    ['{"a": 1}', 100],
    ["x".repeat(200), 100],
    ["{", 100],
  ] as const) {
    const request = post(text);
    await readJsonBody(request, limit);
    expect([request.bodyUsed, await request.text()]).toStrictEqual([false, text]);
  }
});

test("a body that was read before, and one that does not arrive, are errors", async () => {
  const request = post("{}");
  await request.text();
  await expect(readJsonBody(request, 100)).rejects.toThrow(
    new TypeError("the body of the request was read before the policy could see it"),
  );
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.error(new Error("the client went away")),
  });
  await expect(readJsonBody(streamed(broken), 100)).rejects.toThrow("the client went away");
});
