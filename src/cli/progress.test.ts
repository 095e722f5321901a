import { afterEach, describe, expect, test, vi } from "vitest";
import { showProgress } from "./progress.ts";

afterEach(() => vi.restoreAllMocks());

/** A stream that keeps what is written, and a clock that is set by hand. */
function observe(isTTY: boolean, columns = 80): { readonly written: string[]; readonly stream: NodeJS.WriteStream; now: number } {
  const written: string[] = [];
  const stream = { isTTY, columns, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
  const observed = { written, stream, now: 0 };
  vi.spyOn(performance, "now").mockImplementation(() => observed.now);
  return observed;
}

describe("progress", () => {
  test("a terminal sees how far a long run is, on one line that goes away at the end", () => {
    const observed = observe(true);
    const progress = showProgress(3, observed.stream);
    progress.advance("data.a.test_one");
    observed.now = 1500;
    progress.advance("data.a.test_two");
    progress.advance("data.a.test_three");
    progress.end();
    expect(observed.written).toStrictEqual(["\r\u001B[K2/3 data.a.test_two", "\r\u001B[K3/3 data.a.test_three", "\r\u001B[K"]);
  });

  test("it is no wider than the terminal", () => {
    const observed = observe(true, 10);
    const progress = showProgress(100, observed.stream);
    observed.now = 2000;
    progress.advance("data.a.test_with_a_long_name");
    expect(observed.written).toStrictEqual(["\r\u001B[K1/100 data"]);
  });

  test("a short run shows nothing", () => {
    const observed = observe(true);
    const progress = showProgress(1, observed.stream);
    observed.now = 900;
    progress.advance("data.a.test_one");
    progress.end();
    expect(observed.written).toStrictEqual([]);
  });

  test("what is no terminal sees nothing", () => {
    const observed = observe(false);
    const progress = showProgress(1, observed.stream);
    observed.now = 5000;
    progress.advance("data.a.test_one");
    progress.end();
    expect(observed.written).toStrictEqual([]);
  });
});
