import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeText, encodeText } from "../builtins/bytes.ts";
import { type BundleLimits, resolveLimits } from "./limits.ts";
import { readArchive } from "./read-archive.ts";
import { archiveOf, makeArchive, makeTar, paxEntry, type TestEntry } from "./testing/make-archive.ts";

const long = `${"folder/".repeat(30)}data.json`;
const record = (text: string): string => {
  // The length counts itself: " path=…\n" and its digits.
  const rest = ` ${text}\n`;
  const length = [2, 3]
    .map((digits) => encodeText(rest).length + digits)
    .find((each) => String(each).length === each - encodeText(rest).length);
  return `${length}${rest}`;
};

/** Archives that are unusual, and sound. */
const sound: readonly (readonly [string, readonly TestEntry[], Readonly<Record<string, string>>])[] = [
  ["nothing", [], {}],
  ["a file", [{ name: "a", content: "x" }], { a: "x" }],
  ["names as OPA writes them", [{ name: "/a/b", content: "x" }], { "/a/b": "x" }],
  ["names as tar writes them, with folders", [{ name: "./", type: "5" }, { name: "./a/", type: "5" }, { name: "./a/b" }], { "./a/b": "" }],
  [
    "contents that fill blocks",
    [
      { name: "a", content: "x".repeat(512) },
      { name: "b", content: "y".repeat(1025) },
    ],
    { a: "x".repeat(512), b: "y".repeat(1025) },
  ],
  ["a file of the oldest kind", [{ name: "a", type: "\0", magic: "", content: "x" }], { a: "x" }],
  ["a folder of the oldest kind", [{ name: "a/", type: "\0", magic: "", size: "00000000000\0" }], {}],
  ["a folder of the oldest kind, by its name of pax", [paxEntry(record("path=a/")), { name: "a", type: "\0" }, { name: "b" }], { b: "" }],
  [
    "a file whose name ends with a slash: its content is no entries, as in OPA",
    [
      { name: "x/", content: makeTar([{ name: "smuggled.rego", content: "package evil" }]) },
      { name: "good.rego", content: "package good" },
    ],
    { "x/": decodeText(makeTar([{ name: "smuggled.rego", content: "package evil" }])), "good.rego": "package good" },
  ],
  [
    "records of which only the last count",
    [paxEntry(record("path=a")), paxEntry(record("comment=1")), { name: "b", content: "x" }],
    { b: "x" },
  ],
  ["a name in two parts", [{ name: "b", prefix: "a/a" }], { "a/a/b": "" }],
  [
    "a long name by GNU",
    [
      { name: "././@LongLink", type: "L", content: `${long}\0`, magic: "ustar  \0" },
      { name: "short", content: "x", magic: "ustar  \0" },
    ],
    { [long]: "x" },
  ],
  ["a long link name by GNU, of which nothing is used", [{ name: "././@LongLink", type: "K", content: "x" }, { name: "a" }], { a: "" }],
  ["a long name by pax", [paxEntry(record(`path=${long}`)), { name: "short", content: "x" }], { [long]: "x" }],
  ["a name with other letters", [paxEntry(record("path=é/ü")), { name: "x" }], { "é/ü": "" }],
  ["records of other things", [paxEntry(`${record("mtime=1")}${record("comment=x=y")}`), { name: "a" }], { a: "" }],
  ["a size by pax", [paxEntry(record("size=3")), { name: "a", content: "abc", size: "00000000000\0" }], { a: "abc" }],
  ["records for all, as git has them", [{ name: "pax_global_header", type: "g", content: record("comment=1") }, { name: "a" }], { a: "" }],
  ["a size in binary form", [{ name: "a", content: "xyz", size: 3n }], { a: "xyz" }],
  ["sums of signed bytes", [{ name: "é", signedSum: true }], { é: "" }],
];

async function readFiles(bytes: Uint8Array, limits?: BundleLimits): Promise<Readonly<Record<string, string>>> {
  const { files } = await readArchive(bytes, resolveLimits(limits));
  return Object.fromEntries(files.map((file) => [file.path, decodeText(file.bytes)]));
}

test.each(sound)("%s", async (_, entries, expected) => {
  expect(await readFiles(makeArchive(entries))).toStrictEqual(expected);
});

test("an archive without its last blocks", async () => {
  expect(await readFiles(makeArchive([{ name: "a", content: "x" }], new Uint8Array()))).toStrictEqual({ a: "x" });
});

test("what follows the end is not looked at", async () => {
  const end = new Uint8Array(2048).fill(7, 1024);
  expect(await readFiles(makeArchive([{ name: "a" }], end))).toStrictEqual({ a: "" });
});

const small = archiveOf({ a: "x" });
const flip = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === (at < 0 ? bytes.length + at : at) ? byte ^ 0xff : byte));
const read = "bundle read failed: ";

/** Archives that are refused, each with the error. */
const hostile: readonly (readonly [string, Uint8Array, string])[] = [
  ["no bytes", new Uint8Array(), `${read}archive read failed: EOF`],
  ["less than a header", encodeText("hello"), `${read}archive read failed: unexpected EOF`],
  ["something else", encodeText("hello, this is no archive"), `${read}archive read failed: gzip: invalid header`],
  ["a tar that is not compressed", makeTar([{ name: "a" }]), `${read}archive read failed: gzip: invalid header`],
  ["cut off in the data", small.subarray(0, 40), `${read}unexpected EOF`],
  ["cut off in the checksum", small.subarray(0, -6), `${read}unexpected EOF`],
  ["broken data", flip(small, 12), `${read}gzip: the compressed data is broken`],
  ["a wrong checksum of gzip", flip(small, -7), `${read}gzip: the compressed data is broken`],
  ["a wrong length of gzip", flip(small, -2), `${read}gzip: the compressed data is broken`],
  ["compressed, but no tar", gzipSync("x".repeat(600)), `${read}archive/tar: invalid tar header`],
  ["cut off in a header", gzipSync(makeTar([{ name: "a" }]).subarray(0, 300)), `${read}unexpected EOF`],
  ["cut off in a file", gzipSync(makeTar([{ name: "a", content: "x".repeat(900) }]).subarray(0, 1000)), `${read}unexpected EOF`],
  ["cut off behind a file", gzipSync(makeTar([{ name: "a", content: "x" }]).subarray(0, 600)), `${read}unexpected EOF`],
  ["a wrong checksum of a header", makeArchive([{ name: "a", wrongSum: 1 }]), `${read}archive/tar: invalid tar header`],
  [
    "one block of zeros, and then more",
    gzipSync(Buffer.concat([new Uint8Array(512), makeTar([{ name: "a" }])])),
    `${read}archive/tar: invalid tar header`,
  ],
  ["a size that is no number", makeArchive([{ name: "a", size: "9\0" }]), `${read}archive/tar: invalid tar header`],
  ["a negative size", makeArchive([{ name: "a", size: (1n << 96n) - 1n }]), `${read}archive/tar: invalid tar header`],
  [
    "a huge size",
    makeArchive([{ name: "a", size: "77777777777\0" }]),
    "bundle file 'a' size (8589934591 bytes) exceeded max size (1073741824 bytes)",
  ],
  ["a size beyond all numbers", makeArchive([{ name: "a", size: 1n << 80n }]), `${read}archive/tar: invalid tar header`],
  [
    "a huge size by pax",
    makeArchive([paxEntry(record("size=9007199254740991")), { name: "a" }]),
    "bundle file 'a' size (9007199254740991 bytes) exceeded max size (1073741824 bytes)",
  ],
  ["huge records", makeArchive([{ name: "x", type: "x", size: "77777777777\0" }]), `${read}archive/tar: invalid tar header`],
  ["records without a length", makeArchive([paxEntry("path=x\n"), { name: "a" }]), `${read}archive/tar: invalid tar header`],
  ["records of a wrong length", makeArchive([paxEntry("99 path=x\n"), { name: "a" }]), `${read}archive/tar: invalid tar header`],
  ["a record without a value", makeArchive([paxEntry("9 path\n..\n"), { name: "a" }]), `${read}archive/tar: invalid tar header`],
  [
    "a name that leads out",
    makeArchive([{ name: "a/../../etc/data.json" }]),
    `${read}archive entry "a/../../etc/data.json" leads out of the bundle`,
  ],
  [
    "a name that leads out on Windows",
    makeArchive([{ name: "a\\..\\..\\b" }]),
    `${read}archive entry "a\\\\..\\\\..\\\\b" leads out of the bundle`,
  ],
  [
    "a name by pax that leads out",
    makeArchive([paxEntry(record("path=../x")), { name: "a" }]),
    `${read}archive entry "../x" leads out of the bundle`,
  ],
  [
    "a long name that leads out",
    makeArchive([{ name: "l", type: "L", content: "../x\0" }, { name: "a" }]),
    `${read}archive entry "../x" leads out of the bundle`,
  ],
  ["a folder that leads out", makeArchive([{ name: "../", type: "5" }]), `${read}archive entry "../" leads out of the bundle`],
  ...["5", "\0"].map(
    (type) =>
      [
        `a folder with content, of type ${JSON.stringify(type)}`,
        makeArchive([{ name: "x/", type, content: makeTar([{ name: "smuggled.rego" }], new Uint8Array()) }, { name: "good.rego" }]),
        `${read}archive entry "x/" is a folder with content`,
      ] as const,
  ),
  [
    "a folder with content, by its name of pax",
    makeArchive([paxEntry(record("path=x/")), { name: "a", type: "\0", content: "x" }]),
    `${read}archive entry "x/" is a folder with content`,
  ],
  [
    "a folder with content, by its size of pax",
    makeArchive([paxEntry(record("size=512")), { name: "x/", type: "5" }]),
    `${read}archive entry "x/" is a folder with content`,
  ],
  [
    "a long name by GNU and another by pax",
    makeArchive([{ name: "l", type: "L", content: "b\0" }, paxEntry(record("path=a")), { name: "c" }]),
    `${read}archive entry "a" has two long names, by GNU and by pax`,
  ],
  ["the path of a drive", makeArchive([{ name: "C:/data.json" }]), `${read}archive entry "C:/data.json" has an absolute path`],
  ["the path of a host", makeArchive([{ name: "//host/data.json" }]), `${read}archive entry "//host/data.json" has an absolute path`],
  [
    "a NUL in a name",
    makeArchive([paxEntry(record("path=a\0b")), { name: "a" }]),
    `${read}archive entry "a\\u0000b" has a NUL character in its name`,
  ],
  [
    "a name that is not UTF-8",
    makeArchive([{ name: Uint8Array.of(0x61, 0xe9) }]),
    `${read}archive entry "a\ufffd" has a name that is not UTF-8`,
  ],
  [
    "a symbolic link",
    makeArchive([{ name: "data.json", type: "2", link: "/etc/passwd" }]),
    `${read}archive entry "data.json" is a symbolic link: bundles have files and folders only`,
  ],
  [
    "a hard link",
    makeArchive([{ name: "b", type: "1", link: "a" }]),
    `${read}archive entry "b" is a hard link: bundles have files and folders only`,
  ],
  [
    "a device",
    makeArchive([{ name: "null", type: "3" }]),
    `${read}archive entry "null" is a character device: bundles have files and folders only`,
  ],
  ["a pipe", makeArchive([{ name: "p", type: "6" }]), `${read}archive entry "p" is a named pipe: bundles have files and folders only`],
  [
    "a sparse file",
    makeArchive([{ name: "s", type: "S" }]),
    `${read}archive entry "s" is a sparse file: bundles have files and folders only`,
  ],
  [
    "a sparse file by pax",
    makeArchive([paxEntry(record("GNU.sparse.major=1")), { name: "s" }]),
    `${read}archive entry "" is a sparse file: bundles have files and folders only`,
  ],
  [
    "an entry of an unknown kind",
    makeArchive([{ name: "a", type: "Z" }]),
    `${read}archive entry "a" is of the unknown type "Z": bundles have files and folders only`,
  ],
  ["a name that comes twice", makeArchive([{ name: "a" }, { name: "a" }]), `${read}archive has "a" twice`],
  ["a name that comes twice, written otherwise", makeArchive([{ name: "/a//b" }, { name: "./a/b" }]), `${read}archive has "./a/b" twice`],
];

describe("refuses", () => {
  test.each(hostile)("%s", async (_, bytes, message) => {
    await expect(readFiles(bytes)).rejects.toMatchObject({ name: "BundleError", message });
  });
});

const zeros = new Uint8Array(2 ** 20);
const limited: readonly (readonly [string, readonly TestEntry[], BundleLimits, string])[] = [
  ["bytes of a file", [{ name: "/a", content: "xx" }], { fileBytes: 1 }, "bundle file 'a' size (2 bytes) exceeded max size (1 bytes)"],
  [
    "bytes of all files",
    [
      { name: "a", content: "xx" },
      { name: "b", content: "x" },
    ],
    { totalBytes: 2 },
    "bundle exceeds the limit of 2 bytes for all its files",
  ],
  [
    "bytes of files and names",
    [
      { name: "l", type: "L", content: "long" },
      { name: "b", content: "x" },
    ],
    { totalBytes: 4 },
    "bundle exceeds the limit of 4 bytes for all its files",
  ],
  [
    "bytes of records",
    [paxEntry(record("comment=1234")), paxEntry(record("comment=1234"))],
    { totalBytes: 20 },
    "bundle exceeds the limit of 20 bytes for all its files",
  ],
  [
    "folders",
    [
      { name: "a/", type: "5" },
      { name: "b/", type: "5" },
    ],
    { files: 1 },
    "bundle exceeds the limit of 1 files",
  ],
  [
    "folders of a path",
    [
      { name: "l", type: "L", content: "a/".repeat(20_000) },
      { name: "data.json", content: "{}" },
    ],
    {},
    `archive entry "${"a/".repeat(150)}…" has more than 1000 parts in its path`,
  ],
  ["files", [{ name: "a" }, { name: "b" }], { files: 1 }, "bundle exceeds the limit of 1 files"],
  [
    "entries of other kinds",
    Array.from({ length: 9 }, (): TestEntry => ({ name: "x", type: "g" })),
    { files: 2 },
    "bundle exceeds the limit of 2 files",
  ],
];

test.each(limited)("limits %s", async (_, entries, limits, message) => {
  await expect(readFiles(makeArchive(entries), limits)).rejects.toMatchObject({ name: "BundleError", code: "limit", message });
});

test("what an archive has behind its files counts, too", async () => {
  await expect(readFiles(makeArchive([{ name: "a" }], new Uint8Array(2 ** 20)), { totalBytes: 1000, files: 1 })).rejects.toMatchObject({
    message: "bundle exceeds the limit of 1000 bytes for all its files",
  });
});

test("a bomb ends before it has been unpacked", async () => {
  const bomb = makeArchive(Array.from({ length: 100 }, (_, index) => ({ name: `${index}`, content: zeros })));
  expect(bomb.length).toBeLessThan(150_000);
  let pulled = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bomb.length; at += 1000) {
      pulled += 1000;
      yield bomb.subarray(at, at + 1000);
    }
  }
  await expect(readArchive(pieces(), resolveLimits())).rejects.toMatchObject({
    code: "limit",
    message: "bundle archive expands to more than 250 times its size",
  });
  // 16 MiB are free: after that it is over. Streams hold some pieces more.
  expect(pulled).toBeLessThan(60_000);
});

test("a source that fails is the cause", async () => {
  const cause = new Error("connection reset");
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield small.subarray(0, 20);
    throw cause;
  }
  await expect(readArchive(pieces(), resolveLimits())).rejects.toMatchObject({ message: "bundle read failed: connection reset", cause });
});

test("a stream is cancelled where it is not read to its end", async () => {
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encodeText("no archive at all")),
    cancel: () => {
      isCancelled = true;
    },
  });
  await expect(readArchive(stream, resolveLimits())).rejects.toMatchObject({ message: `${read}archive read failed: gzip: invalid header` });
  expect(isCancelled).toBe(true);
});

test("single bytes", async () => {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (const byte of archiveOf({ "a/data.json": "{}", b: "x".repeat(700) })) yield Uint8Array.of(byte);
  }
  const { files } = await readArchive(pieces(), resolveLimits());
  expect(files.map(({ path, bytes }) => [path, bytes.length])).toStrictEqual([
    ["a/data.json", 2],
    ["b", 700],
  ]);
});

test.each([[{ files: 0 }], [{ ratio: Number.NaN }], [{ totalBytes: -1 }]])("%j is no limit", (limits) => {
  expect(() => resolveLimits(limits)).toThrow(TypeError);
});
