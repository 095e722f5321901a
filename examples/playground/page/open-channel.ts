import type * as engineMain from "../engine/main.ts";
import type { WorkerMessage, WorkerQuestion } from "../engine/main.ts";
import type { Answer } from "../engine/protocol.ts";
import { makeElement } from "./elements.ts";
import type { Channel } from "./engine-service.ts";

/** What `engine.js` defines when the page loads it. */
declare global {
  var startRegoEngine: (() => typeof engineMain) | undefined;
}

const engineFile = "engine.js";
/** How long one evaluation may take: a worker can be waited for; on the page everything stands still meanwhile. */
const workerMilliseconds = 1500;
const pageMilliseconds = 500;

/** Opens a way to an engine: in a worker, or where there are none in the page itself. Rejects where `engine.js` cannot be loaded. */
export async function openChannel(): Promise<Channel> {
  let worker: Worker;
  try {
    worker = await startWorker();
  } catch {
    // Browsers that refuse workers say so in many ways, or in none.
    return openPageChannel();
  }
  return openWorkerChannel(worker);
}

/** Browsers load no workers from files: there the page loads the engine and hands its source on. */
async function startWorker(): Promise<Worker> {
  if (location.protocol !== "file:") return await waitUntilReady(new Worker(engineFile));
  const start = await loadEngine();
  const source = URL.createObjectURL(new Blob([`(${start})().serve()`], { type: "text/javascript" }));
  try {
    return await waitUntilReady(new Worker(source));
  } finally {
    URL.revokeObjectURL(source);
  }
}

function waitUntilReady(worker: Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(worker);
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new Error("the worker does not start"));
    };
  });
}

function openWorkerChannel(worker: Worker): Channel {
  return {
    ask: (question) =>
      new Promise<Answer>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
          if (data.kind === "answer") resolve(data.answer);
        };
        worker.onerror = ({ message }) => reject(new Error(`the worker failed: ${message}`));
        worker.postMessage({ question, milliseconds: workerMilliseconds } satisfies WorkerQuestion);
      }),
    end: () => worker.terminate(),
  };
}

async function openPageChannel(): Promise<Channel> {
  const engine = (await loadEngine())();
  return {
    ask: async (question) => {
      // What the page shows of the question is painted first.
      await new Promise((resolve) => setTimeout(resolve));
      return engine.answer(question, pageMilliseconds);
    },
  };
}

function loadEngine(): Promise<NonNullable<typeof globalThis.startRegoEngine>> {
  return new Promise((resolve, reject) => {
    if (globalThis.startRegoEngine !== undefined) {
      resolve(globalThis.startRegoEngine);
      return;
    }
    const script = makeElement("script", "");
    script.src = engineFile;
    script.onload = () => {
      if (globalThis.startRegoEngine === undefined) reject(new Error(`${engineFile} has no engine`));
      else resolve(globalThis.startRegoEngine);
    };
    script.onerror = () => reject(new Error(`${engineFile} cannot be loaded`));
    document.head.append(script);
  });
}
