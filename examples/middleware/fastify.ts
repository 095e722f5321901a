import type { FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import { readPath } from "./path.ts";

/** Lets a request go on if `decide` answers `true`. All else is refused, also where it fails. */
export function enforcePolicy(decide: (input: unknown) => Promise<unknown>): onRequestAsyncHookHandler {
  return async (request: FastifyRequest & { user?: string }, reply) => {
    const path = readPath(request.url);
    const input = { method: request.method, path, user: request.user ?? null };
    const decision = path !== undefined && (await decide(input).catch(console.error));
    if (decision !== true) return reply.code(403).send({ error: "Not allowed by policy" });
  };
}
