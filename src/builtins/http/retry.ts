import { SendProblem } from "./send-problem.ts";
import { pause } from "./signals.ts";

const firstDelay = 100;
const delayFactor = 1.6;
const maximalDelay = 60_000;

/**
 * Does something again when the network fails it, so many times; waits longer each time, the first time not at all. Gives up when the
 * signal is aborted.
 */
export async function retryExchange<T>(attempt: () => Promise<T>, retries: bigint, signal: AbortSignal | undefined): Promise<T> {
  for (let count = 0; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      const isWorthwhile = error instanceof SendProblem && error.kind === "network" && signal?.aborted !== true;
      if (!isWorthwhile || BigInt(count) >= retries) throw error;
      await pause(count === 0 ? 0 : Math.min(firstDelay * delayFactor ** count, maximalDelay), signal);
    }
  }
}
