import type { RequestHandler } from "express";
import { readPath } from "./path.ts";

/** Lets a request go on if `decide` answers `true`. All else is refused, also where it fails. */
export function enforcePolicy(decide: (input: unknown) => Promise<unknown>): RequestHandler {
  return async (request, response, next) => {
    const path = readPath(request.baseUrl + request.path);
    const input = { method: request.method, path, user: response.locals.user ?? null };
    const decision = path !== undefined && (await decide(input).catch(console.error));
    if (decision === true) next();
    else response.status(403).json({ error: "Not allowed by policy" });
  };
}
