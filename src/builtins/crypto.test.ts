import { expect, it, test } from "vitest";
import { cryptoBuiltins } from "./crypto.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, titled } from "./testing/call-table.ts";

/** What OPA 1.20.2 answers. */
const cases: readonly CallCase[] = [
  ["crypto.md5", [""], "d41d8cd98f00b204e9800998ecf8427e"],
  ["crypto.md5", ["é"], "66ddcd97cfdeabb2f6fb8a999b4bc76f"],
  ["crypto.sha1", ["abc"], "a9993e364706816aba3e25717850c26c9cd0d89d"],
  ["crypto.sha256", ["abc"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["crypto.sha256", [1], failure("crypto.sha256: operand 1 must be string but got number")],
  ["crypto.hmac.md5", ["a", ""], "3673438f11d71c21a9b8b59232a3dd61"],
  ["crypto.hmac.sha1", ["a", "key"], "0db21f05052f323e714ef9bf1f7b000ffe97e8a0"],
  ["crypto.hmac.sha256", ["a", "key"], "780c3db4ce3de5b9e55816fba98f590631d96c075271b26976238d5f4444219b"],
  [
    "crypto.hmac.sha512",
    ["a", "key"],
    "1d51a72107e0cc8efc886683ad30ea10134600bfb147d0d5faf3e95648f3d05459ba8fb541904fd1c5963730e3c2a5cd3a30ee431e225295f345fc5662487a48",
  ],
  ["crypto.hmac.equal", ["a", "a"], true],
  ["crypto.hmac.equal", ["a", "b"], false],
  ["crypto.hmac.equal", ["a", "aa"], false],
  ["crypto.hmac.equal", ["a", null], failure("crypto.hmac.equal: operand 2 must be string but got null")],
];

it.each(titled(cases))("%s", async (_, name, operands, expected) => {
  expect(await callBuiltin(cryptoBuiltins, name, operands)).toEqual(expected);
});

test("nothing throws", async () => {
  await checkNothingThrows(cryptoBuiltins);
});
