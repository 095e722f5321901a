import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer, EvaluateQuestion, Question } from "../engine/protocol.ts";
import { type Channel, EngineService } from "./engine-service.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function evaluation(query: string): EvaluateQuestion {
  return {
    kind: "evaluate",
    policy: "",
    query,
    input: "",
    data: "",
    regoVersion: 1,
    strict: false,
    allowsHttp: false,
    explanation: "full",
    showsValues: false,
  };
}

const formatting: Question = { kind: "format", policy: "", regoVersion: 1 };

/** Answers after so many milliseconds, with its number and the question; never for the query `hang`. */
function makeEngines(canEnd = true) {
  const log: string[] = [];
  let opened = 0;
  const open = async (): Promise<Channel> => {
    const number = ++opened;
    log.push(`open ${number}`);
    const ask = (question: Question): Promise<Answer> => {
      const name = question.kind === "format" ? "format" : question.query;
      if (name === "break") return Promise.reject(new Error("broken"));
      return new Promise((resolve) => {
        if (name !== "hang") setTimeout(() => resolve({ kind: "broken", message: `${number} ${name}` }), 100);
      });
    };
    return { ask, end: canEnd ? () => void log.push(`end ${number}`) : undefined };
  };
  return { log, service: new EngineService(open, 5000) };
}

test("of evaluations that wait the newest counts; a formatting waits its turn", async () => {
  const { log, service } = makeEngines();
  const replies = Promise.all([evaluation("a"), evaluation("b"), formatting, evaluation("c")].map((each) => service.ask(each)));
  await vi.advanceTimersByTimeAsync(1000);
  expect(await replies).toStrictEqual([
    { kind: "superseded" },
    { kind: "superseded" },
    { kind: "broken", message: "1 format" },
    { kind: "broken", message: "1 c" },
  ]);
  expect(log).toStrictEqual(["open 1"]);
});

test("an engine that does not answer is ended, and the next question gets a new one", async () => {
  const { log, service } = makeEngines();
  const hanging = service.ask(evaluation("hang"));
  await vi.advanceTimersByTimeAsync(4999);
  const next = service.ask(evaluation("a"));
  await vi.advanceTimersByTimeAsync(101);
  expect(await hanging).toStrictEqual({ kind: "ended", seconds: 5 });
  expect(await next).toStrictEqual({ kind: "broken", message: "2 a" });
  expect(log).toStrictEqual(["open 1", "end 1", "open 2"]);
});

test("an engine that answered is not ended afterwards", async () => {
  const { log, service } = makeEngines();
  const reply = service.ask(evaluation("a"));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await reply).toStrictEqual({ kind: "broken", message: "1 a" });
  expect(log).toStrictEqual(["open 1"]);
});

test("an engine that breaks is replaced", async () => {
  const { log, service } = makeEngines(false);
  await expect(service.ask(evaluation("break"))).rejects.toThrow("broken");
  const next = service.ask(evaluation("a"));
  await vi.advanceTimersByTimeAsync(100);
  expect(await next).toStrictEqual({ kind: "broken", message: "2 a" });
  expect(log).toStrictEqual(["open 1", "open 2"]);
});

test("without a way to an engine every question fails", async () => {
  const service = new EngineService(() => Promise.reject(new Error("no engine")), 5000);
  await expect(service.ask(evaluation("a"))).rejects.toThrow("no engine");
  await expect(service.ask(evaluation("b"))).rejects.toThrow("no engine");
});
