import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64, decodeUnbroken, encodeBase64 } from "./base64.ts";

describe("base64", () => {
  test("comes back, padded and unpadded, at once and with line breaks", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom("standard" as const, "url" as const), (bytes, alphabet) => {
        const text = encodeBase64(bytes, alphabet);
        expect(text.replace(/=+$/, "").replace(/-/g, "+").replace(/_/g, "/")).toBe(
          Buffer.from(bytes).toString("base64").replace(/=+$/, ""),
        );
        expect(decodeUnbroken(text, alphabet, true)).toStrictEqual(bytes);
        expect(decodeUnbroken(text.replace(/=+$/, ""), alphabet, false)).toStrictEqual(bytes);
        expect(decodeBase64(text, alphabet)).toStrictEqual(bytes);
        expect(decodeBase64(`${text}\n`, alphabet)).toStrictEqual(bytes);
      }),
    );
  });

  test.each([["A"], ["AA"], ["AAA"], ["A==="], ["===="], ["="], ["=="], ["AA=A"], ["A-AA"], ["AéAA"], ["AA\nAA"], ["AAAA===="]])(
    "%j is not decoded at once",
    (text) => {
      expect(decodeUnbroken(text, "standard", true)).toBe(undefined);
    },
  );
});
