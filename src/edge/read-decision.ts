/** A policy's decision that is neither a boolean nor an object of the form that handlers of requests understand. */
export class DecisionError extends TypeError {
  override readonly name = "DecisionError";
}

/** What a policy decided; a denial has what to answer with. */
export type Decision = { readonly allow: true } | Denial;

export interface Denial {
  readonly allow: false;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | null;
}

/** The answer to a request that the policy does not allow. */
const deniedBody = `{"error": "Not allowed by policy"}`;

/** The denial of a policy that says no more than that. */
export function denyPlainly(): Denial {
  return { allow: false, status: 403, headers: new Headers({ "content-type": "application/json" }), body: deniedBody };
}

/**
 * Reads the value of a decision. `true` allows; `false` and undefined deny. An object has `allow`, a boolean, and what a denial answers with: `status`
 * (200 to 599), `headers` (texts, or arrays of them for headers that are repeated) and `body` (a text, JSON, or null for none). Other members are the policy's own.
 *
 * @throws DecisionError for anything else, also where an object allows.
 */
export function readDecision(value: unknown): Decision {
  if (value === true) return { allow: true };
  if (value === false || value === undefined) return denyPlainly();
  if (!isRecord(value)) throw new DecisionError(`the decision must be a boolean or an object but is ${describe(value)}`);
  const allow = readMember(value, "allow");
  if (typeof allow !== "boolean") throw new DecisionError(`allow of the decision must be a boolean but is ${describe(allow)}`);
  const denial = readDenial(value);
  return allow ? { allow } : denial;
}

function readDenial(decision: Readonly<Record<string, unknown>>): Denial {
  const status = readStatus(readMember(decision, "status"));
  const headers = readHeaders(readMember(decision, "headers"));
  const isNullBody = status === 204 || status === 205 || status === 304;
  const body = readMember(decision, "body");
  if (body === null || (body === undefined && isNullBody)) return { allow: false, status, headers, body: null };
  if (isNullBody) throw new DecisionError(`body of the decision must not be there for the status ${status}`);
  const isText = typeof body === "string";
  if (!headers.has("content-type")) headers.set("content-type", isText ? "text/plain; charset=utf-8" : "application/json");
  return { allow: false, status, headers, body: body === undefined ? deniedBody : isText ? body : JSON.stringify(body) };
}

function readStatus(status: unknown): number {
  if (status === undefined) return 403;
  if (typeof status === "number" && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new DecisionError(`status of the decision must be a whole number from 200 to 599 but is ${describe(status)}`);
}

function readHeaders(given: unknown): Headers {
  const headers = new Headers();
  if (given === undefined) return headers;
  if (!isRecord(given)) throw new DecisionError(`headers of the decision must be an object but is ${describe(given)}`);
  for (const [name, values] of Object.entries(given)) {
    for (const value of Array.isArray(values) ? values : [values]) {
      if (typeof value !== "string") throw new DecisionError(`the header ${name} of the decision must be a text but is ${describe(value)}`);
      appendHeader(headers, name, value);
    }
  }
  return headers;
}

function appendHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch (error) {
    throw new DecisionError(`the decision has a header that cannot be sent: ${JSON.stringify({ [name]: value })}`, { cause: error });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Own members only: what a policy does not say, no prototype says. */
function readMember(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A value for an error's text, not too long. */
function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
