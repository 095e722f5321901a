/** The entry of `engine.js`, which is a function that gives all that is exported here. */
import { answer } from "./answer.ts";
import type { Answer, Question } from "./protocol.ts";

export { answer } from "./answer.ts";

/** What the page sends to a worker. */
export interface WorkerQuestion {
  readonly question: Question;
  readonly milliseconds: number;
}

/** What a worker sends: that it is there, then an answer to each question, in turn. */
export type WorkerMessage = { readonly kind: "ready" } | { readonly kind: "answer"; readonly answer: Answer };

/** What of a worker's global scope is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerQuestion>) => void) | null;
  readonly postMessage: (message: WorkerMessage) => void;
}

/** Answers what the page asks the worker that this runs in. */
export function serve(): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = async ({ data: { milliseconds, question } }) => {
    scope.postMessage({ kind: "answer", answer: await answer(question, milliseconds) });
  };
  scope.postMessage({ kind: "ready" });
}
