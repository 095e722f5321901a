import { describe, expect, test, vi } from "vitest";
import { nodeHost } from "./node.ts";
import { webHost } from "./web.ts";

describe.each([
  ["node", nodeHost],
  ["web", webHost],
])("%s host", (_, host) => {
  test("the clock is the time of day", () => {
    const before = BigInt(Date.now() - 1000) * 1_000_000n;
    const now = host.nowNs();
    expect(now > before && now < before + 60_000_000_000n).toBe(true);
  });

  test("random bytes of any length", () => {
    expect(host.randomBytes(0)).toStrictEqual(new Uint8Array(0));
    const bytes = host.randomBytes(200_000);
    expect(bytes.length).toBe(200_000);
    expect(new Set(bytes.subarray(199_000)).size).toBeGreaterThan(50);
  });
});

test("only the node host has an environment and prints", () => {
  expect(webHost.environment).toBe(undefined);
  expect(webHost.print).toBe(undefined);
  vi.stubEnv("REGO_TEST_VARIABLE", "set");
  expect(nodeHost.environment?.()["REGO_TEST_VARIABLE"]).toBe("set");
  vi.unstubAllEnvs();
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  nodeHost.print?.("hello", "a.rego:1");
  expect(write.mock.calls).toStrictEqual([["hello\n"]]);
  write.mockRestore();
});
