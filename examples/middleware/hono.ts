import type { MiddlewareHandler } from "hono";
import { readPath } from "./path.ts";

/** Lets a request go on if `decide` answers `true`. All else is refused, also where it fails. */
export function enforcePolicy(decide: (input: unknown) => Promise<unknown>): MiddlewareHandler<{ Variables: { user?: string } }> {
  return async (context, next) => {
    const path = readPath(context.req.url);
    const input = { method: context.req.method, path, user: context.get("user") ?? null };
    const decision = path !== undefined && (await decide(input).catch(console.error));
    if (decision === true) return next();
    return context.json({ error: "Not allowed by policy" }, 403);
  };
}
