import type { FastifyRequest, onRequestAsyncHookHandler } from "fastify";

/** Lets a request go on if `decide` answers `true`. All else is refused, also where it fails. */
export function enforcePolicy(decide: (input: unknown) => Promise<unknown>): onRequestAsyncHookHandler {
  return async (request: FastifyRequest & { user?: string }, reply) => {
    const path = (request.url.split("?")[0] ?? "").split("/").filter((segment) => segment !== "");
    const input = { method: request.method, path, user: request.user ?? null };
    const decision = await decide(input).catch(console.error);
    if (decision !== true) return reply.code(403).send({ error: "Not allowed by policy" });
  };
}
