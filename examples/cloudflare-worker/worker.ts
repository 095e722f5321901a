import { createPolicyHandler } from "rego-ts/edge";
import policy from "./example.rego";

export default {
  fetch: createPolicyHandler({
    policy,
    // Stands for the service behind the worker; without it, the request goes on to the origin by `fetch`.
    onAllow: (request) => new Response(`${request.method} ${new URL(request.url).pathname}: allowed\n`),
  }),
};
