/** The program before and after: the same questions, the same answers. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAllowed as isAllowedHere } from "./after.ts";
import { isAllowed as isAllowedThere } from "./before.ts";

const opa = process.env.OPA ?? "opa";
const hasOpa = spawnSync(opa, ["version"], { encoding: "utf8" }).stdout?.includes("Version: 1.20.2") === true;

const cases: readonly (readonly [input: unknown, expected: boolean])[] = [
  [{ user: "ines", shop: "corner", action: "cancel" }, true],
  [{ user: "tom", shop: "corner", action: "pack" }, true],
  [{ user: "tom", shop: "corner", action: "cancel" }, false],
  [{ user: "tom", shop: "market", action: "read" }, false],
  [{}, false],
  [null, false],
];

test.each(cases)("after: %j is %s", async (input, expected) => {
  expect(await isAllowedHere(input)).toBe(expected);
});

describe.skipIf(!hasOpa)(hasOpa ? "before: OPA as a server" : "before: SKIPPED, there is no opa 1.20.2", () => {
  let server: ChildProcess;

  beforeAll(async () => {
    const address = `127.0.0.1:${await findFreePort()}`;
    const folder = import.meta.dirname;
    server = spawn(opa, ["run", "--server", "--addr", address, "--log-level", "error", `${folder}/authz.rego`, `${folder}/data.json`]);
    process.env.OPA_URL = `http://${address}`;
    await waitForHealth(`http://${address}/health`);
  });

  afterAll(() => {
    delete process.env.OPA_URL;
    server.kill();
  });

  test.each(cases)("%j is %s", async (input, expected) => {
    expect(await isAllowedThere(input)).toBe(expected);
  });
});

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a server on a port has an address");
  return address.port;
}

/** Servers take a moment to start; ten seconds are too long. */
async function waitForHealth(url: string): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    if (Date.now() > end) throw new Error(`${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
