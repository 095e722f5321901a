import type { Answer, Question } from "../engine/protocol.ts";

/** A way to an engine that answers one question at a time. */
export interface Channel {
  readonly ask: (question: Question) => Promise<Answer>;
  /** Ends the engine, whatever it does; absent where that cannot be done. */
  readonly end?: (() => void) | undefined;
}

/** What the page gets: an answer; or the engine had to be ended; or nobody wants the answer any more. */
export type Reply = Answer | { readonly kind: "ended"; readonly seconds: number } | { readonly kind: "superseded" };

interface Waiting {
  readonly question: Question;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks an engine, one question after the other. An engine that does not answer in time is ended, and the next question gets a new one. Of
 * the evaluations that wait only the newest counts.
 */
export class EngineService {
  private readonly open: () => Promise<Channel>;
  private readonly deadlineMs: number;
  private channel: Channel | undefined;
  private waiting: readonly Waiting[] = [];
  private isBusy = false;

  constructor(open: () => Promise<Channel>, deadlineMs: number) {
    this.open = open;
    this.deadlineMs = deadlineMs;
  }

  /** Rejects where there is no way to an engine. */
  ask(question: Question): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const isStale = (each: Waiting): boolean => each.question.kind === "evaluate" && question.kind === "evaluate";
      for (const stale of this.waiting.filter(isStale)) stale.resolve({ kind: "superseded" });
      this.waiting = [...this.waiting.filter((each) => !isStale(each)), { question, resolve, reject }];
      void this.work();
    });
  }

  private async work(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      this.channel ??= await this.open();
    } catch (error) {
      for (const { reject } of this.waiting) reject(error);
      this.waiting = [];
    }
    for (let [next] = this.waiting; next !== undefined; [next] = this.waiting) {
      this.waiting = this.waiting.slice(1);
      await this.put(next);
    }
    this.isBusy = false;
  }

  private async put({ question, reject, resolve }: Waiting): Promise<void> {
    try {
      this.channel ??= await this.open();
      resolve(await this.answerInTime(this.channel, question));
    } catch (error) {
      this.channel = undefined;
      reject(error);
    }
  }

  private async answerInTime(channel: Channel, question: Question): Promise<Reply> {
    const { end } = channel;
    const answer = channel.ask(question);
    if (end === undefined) return answer;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<Reply>((resolve) => {
      timer = setTimeout(() => {
        end();
        this.channel = undefined;
        resolve({ kind: "ended", seconds: this.deadlineMs / 1000 });
      }, this.deadlineMs);
    });
    try {
      return await Promise.race([answer, deadline]);
    } finally {
      clearTimeout(timer);
    }
  }
}
