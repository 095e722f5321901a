import { describe, expect, test } from "vitest";
import { readBundle } from "./read-bundle.ts";
import { archiveOf } from "./testing/make-archive.ts";
import { writeBundle } from "./write-bundle.ts";

/** Calls from JavaScript, where no compiler looks. */
const read = (options: unknown, source: unknown = { "data.json": "{}" }): Promise<unknown> => readBundle(source as never, options as never);
const write = async (options: unknown): Promise<unknown> => writeBundle(await readBundle({}), options as never);
const key = { key: "secret", algorithm: "HS256" };
const sources = "a bundle is read from bytes, a stream of bytes, or files by their paths, but this is";
async function* pieces(...given: readonly unknown[]): AsyncGenerator<unknown> {
  yield* given;
}

const refused: readonly (readonly [what: string, run: () => Promise<unknown>, text: string])[] = [
  [
    "a misspelt verification",
    () => read({ verify: { keys: {} } }),
    "readBundle has no option verify; there are regoVersion, capabilities,",
  ],
  ["one that is nearly right", () => read({ verifcation: false }), "readBundle has no option verifcation; did you mean verification?"],
  ["a misspelt limit", () => read({ limits: { fileByte: 1 } }), "limits has no option fileByte; did you mean fileBytes?"],
  ["a text for a limit", () => read({ limits: { files: "1" } }), 'files of limits must be a number above 0 but is "1"'],
  ["no limit at all", () => read({ limits: { files: 0 } }), "files of limits must be a number above 0 but is 0"],
  ["null for limits", () => read({ limits: null }), "limits of readBundle must be an object but is null"],
  ["null for options", () => read(null), "the options of readBundle must be an object but are null"],
  [
    "true for verification",
    () => read({ verification: true }),
    "verification of readBundle must be an object with keys, or false but is true",
  ],
  [
    "null for verification",
    () => read({ verification: null }),
    "verification of readBundle must be an object with keys, or false but is null",
  ],
  ["key for keys", () => read({ verification: { key: "secret" } }), "verification has no option key; did you mean keys?"],
  ["no keys", () => read({ verification: {} }), "verification must have keys"],
  [
    "a text for a key",
    () => read({ verification: { keys: { k: "secret" } } }),
    'the options of the key "k" of verification must be an object but are "secret"',
  ],
  ["a key without itself", () => read({ verification: { keys: { k: {} } } }), 'the key "k" of verification must have key'],
  [
    "a misspelt algorithm",
    () => read({ verification: { keys: { k: { ...key, alg: "HS256" } } } }),
    'the key "k" of verification has no option alg',
  ],
  [
    "bytes for a key",
    () => read({ verification: { keys: { k: { key: new Uint8Array() } } } }),
    'key of the key "k" of verification must be a text but is an object',
  ],
  [
    "patterns that are a text",
    () => read({ verification: { keys: { k: key }, exclude: "*" } }),
    'exclude of verification must be an array of texts but is "*"',
  ],
  ["a version that is none", () => read({ regoVersion: 2 }), "regoVersion of readBundle must be one of 0, 1 but is 2"],
  ["no source", () => read({}, null), `${sources} null`],
  ["a path", () => read({}, "bundle.tar.gz"), `${sources} "bundle.tar.gz"`],
  ["a list", () => read({}, ["data.json"]), "files of a bundle must be a plain object by their paths but are an array"],
  [
    "a response",
    () => read({}, new Response("x")),
    "files of a bundle must be a plain object by their paths but are of the class Response",
  ],
  [
    "a promise",
    () => read({}, Promise.resolve(new Uint8Array())),
    "files of a bundle must be a plain object by their paths but are of the class Promise",
  ],
  [
    "a document for a file",
    () => read({}, { "data.json": {} }),
    'the file "data.json" must be a text or bytes (a Uint8Array) but is an object',
  ],
  ["null for a file", () => read({}, { "data.json": null }), 'the file "data.json" must be a text or bytes (a Uint8Array) but is null'],
  [
    "pieces that are texts",
    () => read({}, pieces("x".repeat(20))),
    'the pieces of an archive must be bytes (Uint8Array) but one is "xxxxxxxxxxxxxxxxxxxx"',
  ],
  ["a map", () => read({}, new Map([["data.json", "{}"]])), "the pieces of an archive must be bytes (Uint8Array) but one is an array"],
  ["signing by another name", () => write({ sign: key }), "writeBundle has no option sign; there are signing"],
  ["a text for signing", () => write({ signing: "secret" }), 'signing of writeBundle must be an object but is "secret"'],
  ["signing without a key", () => write({ signing: { algorithm: "HS256" } }), "signing must have key"],
  ["a misspelt name of a key", () => write({ signing: { ...key, keyid: "k" } }), "signing has no option keyid; did you mean keyId?"],
];

describe("refused", () => {
  test.each(refused)("%s", async (_, run, text) => {
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).message).toContain(text);
  });
});

test.each<readonly [what: string, options: unknown, source: unknown]>([
  ["options that are undefined", { limits: undefined, verification: undefined, regoVersion: undefined, capabilities: undefined }, {}],
  ["limits that are none", { limits: { files: Number.POSITIVE_INFINITY, ratio: undefined } }, { "a.txt": "x" }],
  ["an object without a prototype", {}, Object.assign(Object.create(null) as object, { "a.txt": Buffer.from("x") })],
  ["another view of bytes", {}, new DataView(Uint8Array.from(archiveOf({ "a.txt": "x" })).buffer)],
])("accepted: %s", async (_, options, source) => {
  expect(await read(options, source)).toMatchObject({ data: {}, modules: [] });
});
