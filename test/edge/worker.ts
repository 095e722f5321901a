/** Handlers that the test asks, by the header `x-handler`; those for `errors` answers with what a handler reported. */

import { glob } from "rego-ts/builtins/glob";
import { http } from "rego-ts/builtins/http";
import { jwt } from "rego-ts/builtins/jwt";
import { time } from "rego-ts/builtins/time";
import { uuid } from "rego-ts/builtins/uuid";
import { createPolicyHandler, type PolicyHandlerOptions, type RequestHandler } from "rego-ts/edge";
import plain from "../../examples/cloudflare-worker/example.rego";

interface Environment {
  readonly greeting?: string;
}

type Handler = RequestHandler<Environment, unknown>;

const errors: string[] = [];

function make(options: PolicyHandlerOptions<Environment, unknown>): Handler {
  return createPolicyHandler({
    onAllow: async (request, _env, _context, decision) =>
      Response.json({ bodyUsed: request.bodyUsed, length: (await request.text()).length, decision }),
    onError: (error) => void errors.push(String(error)),
    ...options,
  });
}

const handlers: Readonly<Record<string, Handler>> = {
  plain: make({ policy: plain }),
  malformed: make({ policy: "package p\nallow if {" }),
  "without group": make({ policy: 'package p\nallow if glob.match("*", [], input.path)' }),
  input: make({ policy: 'package p\nanswer := {"allow": false, "status": 200, "body": input}', query: "data.p.answer" }),
  body: make({ policy: 'package p\nallow if input.body.team == "core"' }),
  oversize: make({
    policy: 'package p\nanswer := {"allow": false, "status": 413, "body": {"reason": input.body_error}} if input.body_error\nelse := true',
    query: "data.p.answer",
  }),
  glob: make({ policy: 'package p\nallow if glob.match("/teams/*/public/**", ["/"], input.path)', builtins: [glob] }),
  jwt: make({
    policy: `package p
default allow := false
token := trim_prefix(input.headers.authorization, "Bearer ")
allow if {
	[valid, _, payload] := io.jwt.decode_verify(token, {input.headers["x-with"]: input.headers["x-key"]})
	valid
	payload.sub == "ines"
}`,
    builtins: [jwt],
  }),
  upstream: make({
    policy: `package p
answer := {"allow": false, "status": 200, "body": object.remove(http.send(request), ["raw_body"])}
request := object.union({"raise_error": false, "headers": {"x-from": "policy"}}, json.unmarshal(input.query.request[0]))`,
    query: "data.p.answer",
    builtins: [http],
  }),
  forbidden: make({
    policy: 'package p\nallow if http.send({"url": input.query.url[0], "method": "GET"}).status_code == 200',
    builtins: [http],
    allowNet: ["example.org"],
  }),
  // Each request asks the upstream for something of its own, and sees only that.
  concurrent: make({
    policy: 'package p\nallow if http.send({"url": input.query.url[0], "method": "GET"}).body.url == input.headers["x-expected"]',
    builtins: [http],
  }),
  slow: make({
    policy: 'package p\nallow if http.send({"url": input.query.url[0], "method": "GET"}).status_code == 200',
    builtins: [http],
    limits: { timeoutMs: 200 },
  }),
  endless: make({ policy: "package p\nallow if {\n\tsome x in numbers.range(1, 100000)\n\tx < 0\n}", limits: { steps: 1000 } }),
  decision: make({
    policy: `package p
default answer := {"allow": false, "status": 302, "headers": {"Location": "/login", "Set-Cookie": ["a=1", "b=2"]}, "body": null}
answer := {"allow": true, "team": "core"} if input.path == "/open"
answer := {"allow": "yes"} if input.path == "/wrong"
answer := {"allow": false, "status": 451, "body": "not here"} if input.path == "/elsewhere"`,
    query: "data.p.answer",
  }),
  origin: createPolicyHandler({ policy: plain }),
  quiet: createPolicyHandler({ policy: 'package p\nallow if 1 / input.n > 0\nallow := "maybe" if input.method == "GET"' }),
  platform: make({
    policy: `package p
answer := {"allow": false, "status": 200, "body": {
	"clock": time.now_ns() > 1700000000000000000,
	"random": rand.intn("a", 10) < 10,
	"uuid": count(uuid.rfc4122("b")),
	"environment": object.get(opa.runtime(), "env", {}),
}}`,
    query: "data.p.answer",
    builtins: [time, uuid],
  }),
};

export default {
  fetch(request: Request, env: Environment, context: unknown): Response | Promise<Response> {
    const name = request.headers.get("x-handler") ?? "";
    if (name === "errors") return Response.json(errors.splice(0));
    return handlers[name]?.(request, env, context) ?? new Response(`no handler ${name}`, { status: 404 });
  },
};
