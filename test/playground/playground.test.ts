/** The playground, driven in a headless Chromium. `REGO_PLAYGROUND_PICTURE=1` takes the picture of docs/pictures anew. */
import { resolve } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BuiltPage, chromiumPath, launchBrowser, PageServer, watchProblems } from "./browser.ts";

const picture = resolve(import.meta.dirname, "../../docs/pictures/playground.png");
const title = chromiumPath === undefined ? "the playground: SKIPPED, there is no Chromium (CHROMIUM names one)" : "the playground";

describe.skipIf(chromiumPath === undefined)(title, { timeout: 60_000 }, () => {
  let built: BuiltPage;
  let server: PageServer;
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    built = new BuiltPage();
    server = await PageServer.start(built);
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    built?.remove();
  });

  async function openPage(): Promise<void> {
    page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    problems = watchProblems(page);
  }

  afterEach(() => expect(problems).toStrictEqual([]));

  const field = (name: "policy" | "query" | "input" | "data"): Locator => page.locator(`#${name}`);

  /** Waits until the line at the bottom says something. */
  async function expectStatus(expected: string | RegExp): Promise<void> {
    const read = expect.poll(() => page.locator("#status").textContent(), { timeout: 20_000, interval: 50 });
    await (typeof expected === "string" ? read.toBe(expected) : read.toMatch(expected));
  }

  /** Puts texts into the fields, what is not named is emptied, and waits until they are evaluated. */
  async function write(texts: Partial<Record<"policy" | "query" | "input" | "data", string>>): Promise<void> {
    for (const name of ["policy", "query", "input", "data"] as const) await field(name).fill(texts[name] ?? "");
    await page.keyboard.press("Control+Enter");
    await page.locator('#output[aria-busy="false"]').waitFor();
  }

  async function open(url = built.fileUrl): Promise<void> {
    await page.goto(url);
    await expectStatus(/^\{ "allow": true, "reason": "granted", "roles": \[ "accountant" \] \}$/);
  }

  /** The rows of the policy whose numbers have a class. */
  async function rowsOf(state: string): Promise<readonly number[]> {
    const texts = await page.locator(`.policy-panel .number-${state}`).allTextContents();
    return texts.map(Number);
  }

  async function showTab(name: string): Promise<Locator> {
    await page.locator(`#tab-${name}`).click();
    return page.locator(`#panel-${name}`);
  }

  describe("from a file, one page for all", () => {
    beforeAll(async () => {
      await openPage();
      await page.goto(built.fileUrl);
    });

    afterAll(() => page.close());

    beforeEach(async () => {
      await page.locator("#version").selectOption("1");
      await page.locator("#strict").uncheck();
      await showTab("result");
    });

    test("opens from a file and evaluates each example in a worker", async () => {
      await expectStatus(/granted/);
      expect(page.workers()).toHaveLength(1);
      const outcomes: string[] = [];
      for (const index of [1, 2, 3, 0]) {
        await page.locator("#example").selectOption(String(index));
        const before = index === 1 ? /container/ : index === 2 ? /scopes/ : index === 3 ? /affected/ : /granted/;
        await expectStatus(before);
        outcomes.push(((await page.locator("#panel-result").textContent()) ?? "").replace(/\s+/g, " "));
      }
      expect(outcomes).toStrictEqual([
        `[ "container 'metrics' has no limit of cpu", "container 'metrics' may run as root", "container 'web' adds the capability NET_ADMIN", "image 'docker.io/library/migrate:4' of container 'migrate' is not from a registry that is allowed", "image 'ghcr.io/example/exporter:latest' of container 'metrics' has no fixed version", "label 'team' is missing" ]`,
        '{ "allow": true, "scopes": [ "orders:read", "orders:write" ], "user": "ines" }',
        '{ "affected": [ "nowhere", "public" ], "insecure": [ { "server": "old", "service": "telnet" }, { "server": "web", "service": "http" } ], "location": { "cache": "inner", "database": "inner", "web": "public" }, "misplaced": [ "old" ] }',
        '{ "allow": true, "reason": "granted", "roles": [ "accountant" ] }',
      ]);
      expect(await page.locator("#times").textContent()).toMatch(/^compiled .* ms · evaluated .* ms, again .* ms$/);
    });

    test("a parse error is marked at its place, and a click goes there", async () => {
      await write({ policy: "package p\n\nallow if {\n\tx := }\n}\n", query: "data.p" });
      await expectStatus("1 error in policy, row 4: unexpected } token");
      expect(await rowsOf("error")).toStrictEqual([4]);
      expect(await page.locator(".policy-panel .mark-error").allTextContents()).toStrictEqual(["}"]);
      expect(await field("policy").getAttribute("aria-invalid")).toBe("true");
      const panel = await showTab("errors");
      expect(await panel.textContent()).toContain("rego_parse_error");
      await panel.getByRole("button", { name: "policy 4:7" }).click();
      const caret = await field("policy").evaluate((area) => (area as unknown as { readonly selectionStart: number }).selectionStart);
      expect(caret).toBe("package p\n\nallow if {\n\tx := ".length);
    });

    test("type errors come with what there is and what there should be; errors of the query stand beside it", async () => {
      await write({ policy: 'package p\n\n# é😀\nallow if count(1)\n\ndeny if "😀" == upper(2)\n', query: "data.p" });
      await expectStatus("2 errors, the first in policy, row 4: count: invalid argument(s)");
      expect(await rowsOf("error")).toStrictEqual([4, 6]);
      expect(await page.locator(".policy-panel .mark-error").allTextContents()).toStrictEqual(["count", "upper"]);
      expect(await page.locator("#panel-result").textContent()).toContain("have: (number, ???)");
      await write({ policy: "package p", query: "x == 1" });
      await expectStatus("2 errors, the first in query, row 1: var x is unsafe");
      expect(await page.locator("#query-problem").textContent()).toBe("1: var x is unsafe");
      expect(await field("query").getAttribute("aria-invalid")).toBe("true");
    });

    test("broken JSON is marked in its editor", async () => {
      await write({ query: "1 + 1", input: '{\n  "a": 1,\n}', data: "[1]" });
      await expectStatus("2 errors, the first in input, row 3: invalid character '}' looking for beginning of object key string");
      expect(await page.locator(".input-panel .number-error").allTextContents()).toStrictEqual(["3"]);
      expect(await page.locator("#panel-result").textContent()).toContain("data: must be an object");
      await write({ query: "input.n", input: '{"n": 12345678901234567890.50}' });
      await expectStatus("12345678901234567890.50");
    });

    test("undefined, bindings, no policy at all, and failures of builtins", async () => {
      await write({ policy: "package p\nallow if input.x == 1", query: "data.p.allow", input: "{}" });
      await expectStatus("undefined");
      expect(await page.locator("#panel-result").textContent()).toMatch(/^undefined/);
      await write({ query: "x := [1, 2][_]" });
      await expectStatus("2 results");
      expect(JSON.parse((await page.locator("#panel-result pre").textContent()) ?? "")).toStrictEqual([
        { bindings: { x: 1 }, expressions: [true] },
        { bindings: { x: 2 }, expressions: [true] },
      ]);
      await write({ policy: 'package p\n\nn := to_number("x")', query: "data.p.n" });
      await expectStatus("undefined");
      expect(await page.locator("#count-errors").textContent()).toBe("1");
      expect(await rowsOf("warning")).toStrictEqual([3]);
    });

    test("coverage beside the lines, and a list of what was not evaluated", async () => {
      await write({ policy: "package p\n\nallow if {\n\tx := input.a\n\tx > 1\n\tx < 9\n}\n", query: "data.p.allow", input: '{"a": 1}' });
      await expectStatus("undefined");
      await expect.poll(() => rowsOf("missed")).toStrictEqual([3, 6]);
      expect(await rowsOf("covered")).toStrictEqual([4, 5]);
      const panel = await showTab("coverage");
      expect(await panel.textContent()).toContain("50 % of the lines: 2 evaluated, 2 not");
      expect(await panel.getByRole("button").allTextContents()).toStrictEqual(["policy 3:1", "policy 6:2"]);
    });

    test("the trace, its choices, and its keys", async () => {
      await write({
        policy: 'package p\n\nallow if {\n\tsome x in input\n\ttrace("seen")\n\tx > 1\n}\n',
        query: "data.p.allow",
        input: "[1]",
      });
      await expectStatus("undefined");
      const panel = await showTab("trace");
      const lines = panel.getByRole("listbox", { name: "Steps" }).getByRole("option");
      await expect.poll(() => lines.count()).toBeGreaterThan(8);
      expect(await lines.first().textContent()).toMatch(/^query:1 +Enter data.p.allow = _$/);
      await panel.locator("#explanation").selectOption("notes");
      await expect.poll(() => lines.count()).toBe(3);
      await panel.locator("#explanation").selectOption("fails");
      await panel.locator("#values").check();
      await expect.poll(async () => (await lines.allTextContents()).join("\n")).toMatch(/policy\.rego:6 .*Fail gt\(x, 1\) +\{x: 1\}/);
      const at = (await lines.allTextContents()).findIndex((line) => line.startsWith("policy.rego:6"));
      await panel.getByRole("listbox", { name: "Steps" }).focus();
      for (let step = 0; step <= at; step++) await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.keyboard.type("#");
      expect((await field("policy").inputValue()).split("\n")[5]).toBe("\t#x > 1");
    });

    test("print", async () => {
      await write({
        policy: 'package p\n\nallow if {\n\tprint("user is", input.user)\n}\n',
        query: "data.p.allow",
        input: '{"user": "ines"}',
      });
      await expectStatus("true");
      expect(await (await showTab("print")).textContent()).toBe("policy 4:1 user is ines");
    });

    test("Rego v0 and strict mode", async () => {
      await write({ policy: "package p\n\nallow { x := 1 }\n", query: "data.p.allow" });
      await expectStatus(/^1 error in policy, row 3: `if` keyword is required before rule body$/);
      await page.locator("#version").selectOption("0");
      await expectStatus("true");
      await page.locator("#strict").check();
      await expectStatus("1 error in policy, row 3: assigned var x unused");
    });

    test("Format, which can be taken back", async () => {
      await write({ policy: "package p\nallow  if   { input.a==1 }", query: "data.p.allow", input: '{"a": 1}' });
      await page.locator("#format").click();
      await expect.poll(() => field("policy").inputValue()).toBe("package p\n\nallow if input.a == 1\n");
      await expectStatus("true");
      await page.keyboard.press("Control+z");
      expect(await field("policy").inputValue()).toBe("package p\nallow  if   { input.a==1 }");
      await write({ policy: "package p\nallow if {", query: "data.p.allow" });
      await page.locator("#format").click();
      await expectStatus(/^1 error in policy/);
      expect(await field("policy").inputValue()).toBe("package p\nallow if {");
    });

    test("the keys of the editor", async () => {
      await write({ query: "data.p.n" });
      await field("policy").focus();
      await page.keyboard.type("package p\nn := [\n\t1,\nx");
      expect(await field("policy").inputValue()).toBe("package p\nn := [\n\t\t1,\n\t\tx");
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Backspace");
      await page.keyboard.type("2\n");
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.type("]");
      expect(await field("policy").inputValue()).toBe("package p\nn := [\n\t\t1,\n\t2\n]");
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Tab");
      expect(await field("policy").inputValue()).toBe("\tpackage p\n\tn := [\n\t\t\t1,\n\t\t2\n\t]");
      await page.keyboard.press("Control+Enter");
      await expectStatus("[ 1, 2 ]");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      await page.keyboard.type('{"typed": "in the input"}');
      expect(await field("input").inputValue()).toBe('{"typed": "in the input"}');
      await page.locator("#tab-result").focus();
      await page.keyboard.press("ArrowLeft");
      expect(await page.getByRole("tab", { selected: true }).textContent()).toMatch(/^Print/);
      await page.keyboard.press("ArrowRight");
      expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Result");
    });

    test("whatever texts hold, none of it is HTML", async () => {
      const hostile = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;
      const quoted = JSON.stringify(hostile);
      await write({
        policy: `package p\n# ${hostile}\nr := [input.a, data.d, ${quoted}, to_number(${quoted})] if print(input.a)\nelse := input.a if trace(${quoted})\n`,
        query: "data.p.r",
        input: JSON.stringify({ a: hostile }),
        data: JSON.stringify({ d: hostile }),
      });
      await expectStatus(/^"<img src=x/);
      expect(JSON.parse((await page.locator("#panel-result pre").textContent()) ?? "")).toBe(hostile);
      for (const tab of ["errors", "coverage", "trace", "print"]) expect(await (await showTab(tab)).textContent()).toContain("<img src=x");
      await write({ policy: `package p\nr := 1 + ${hostile}`, query: `${hostile}`, input: hostile });
      await expectStatus(/^\d errors/);
      expect(await page.locator("main img, main script, footer img").count()).toBe(0);
      expect(await page.title()).toBe("rego-ts playground");
    });
  });

  describe("a page for each", () => {
    beforeEach(openPage);
    afterEach(() => page.close());

    test("a link keeps all texts and switches, but never allows requests", async () => {
      await open();
      const texts = {
        policy: 'package p\n# <é😀>\nallow { input.a == "<b>" }',
        query: "data.p.allow",
        input: '{"a": "<b>"}',
        data: '{"n": 1}',
      };
      await write(texts);
      await page.locator("#version").selectOption("0");
      await page.locator("#http").check();
      await page.locator("#share").click();
      await expect.poll(() => page.locator("#notice").textContent()).toMatch(/link/i);
      const url = page.url();
      expect(url).toMatch(/^file:.*#policy=[\w-]+$/);
      await page.goto("about:blank");
      await page.goto(url);
      await expectStatus("true");
      for (const name of ["policy", "query", "input", "data"] as const) expect(await field(name).inputValue()).toBe(texts[name]);
      expect(await page.locator("#version").inputValue()).toBe("0");
      expect(await page.locator("#http").isChecked()).toBe(false);
      await page.evaluate('location.hash = "#policy=broken"');
      await expect.poll(() => page.locator("#notice").textContent()).toMatch(/^The link cannot be read: /);
      await expectStatus(/granted/);
    });

    const endless = "package p\n\nx if {\n\tsome a in numbers.range(1, 100000)\n\tsome b in numbers.range(1, 100000)\n\ta * b == -1\n}\n";

    test("a policy that takes too long is ended, and the page works on", async () => {
      await open();
      await write({ policy: endless, query: "data.p.x" });
      await expectStatus("1 error: evaluation exceeded its limit of 1500 ms");
      expect(await (await showTab("trace")).textContent()).toContain("Not all of the evaluation was recorded.");
      await write({ query: "1 + 1" });
      await expectStatus("2");
    });

    test("an engine that does not answer any more is ended, and the next question gets a new one", async () => {
      server.replacements.set("/engine.js", 'onmessage = () => { for (;;); }; postMessage({ kind: "ready" });');
      await page.goto(server.url);
      await expectStatus("1 error: took more than 5 seconds and was ended");
      await write({ query: "1 + 1" });
      await expectStatus("2");
      // Chromium takes two seconds to end a worker that is in a loop.
      await expect.poll(() => page.workers().length, { timeout: 15_000 }).toBe(1);
    });

    test("without workers the page evaluates itself, and stays alive", async () => {
      await page.addInitScript("delete globalThis.Worker");
      await open();
      await write({ policy: endless, query: "data.p.x" });
      await expectStatus("1 error: evaluation exceeded its limit of 500 ms");
      await write({ query: "1 + 1" });
      await expectStatus("2");
      expect(page.workers()).toHaveLength(0);
    });

    test("where the engine cannot be loaded the page says so", async () => {
      await page.addInitScript("delete globalThis.Worker");
      server.replacements.set("/engine.js", "");
      await page.goto(server.url);
      await expectStatus("1 error: engine.js has no engine");
    });

    test("served with a content security policy; http.send sends nothing unless it is allowed, and then once", async () => {
      await open(server.url);
      expect(page.workers()).toHaveLength(1);
      const policy = `package p\n\nrole := http.send({"method": "get", "url": "${server.url}service"}).body.role\n`;
      await write({ policy, query: "data.p.role" });
      await expectStatus("undefined");
      expect(await (await showTab("errors")).textContent()).toContain("Nothing is sent unless “Allow http.send” is ticked.");
      expect(server.requests).toStrictEqual([]);
      await page.locator("#http").check();
      await expectStatus('"admin"');
      expect(server.requests).toStrictEqual(["GET /service"]);
    });

    test("a narrow screen shows all, one below the other", async () => {
      await page.setViewportSize({ width: 360, height: 740 });
      await open();
      await write({ policy: `package p\n\nallow if count(1)\n\n# ${"long ".repeat(100)}`, query: "data.p" });
      await expectStatus(/^1 error in policy, row 3/);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
      expect(await page.locator("footer").isVisible()).toBe(true);
      await page.locator("#status").click();
      await page.locator("#panel-result").getByRole("button", { name: "policy 3:10" }).click();
      await page.keyboard.type("x");
      expect(await field("policy").inputValue()).toContain("allow if xcount(1)");
    });

    test.runIf(process.env["REGO_PLAYGROUND_PICTURE"] !== undefined)("its picture", async () => {
      await open();
      await page.locator("#input").evaluate((area) => (area as unknown as { blur(): void }).blur());
      await page.screenshot({ path: picture });
    });
  });
});
