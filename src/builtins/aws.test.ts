import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Value } from "../values/value.ts";
import { awsBuiltins } from "./aws.ts";
import { callBuiltin, checkNothingThrows, failure } from "./testing/call-table.ts";

const configuration = { aws_access_key: "AK", aws_secret_access_key: "SK", aws_service: "s3", aws_region: "r" };
const time = 1451311705000000000n;
const noContent = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

function sign(request: Value, changes: Value = {}, at: Value = time): Promise<unknown> {
  const settings = typeof changes === "object" && changes !== null ? { ...configuration, ...changes } : changes;
  return callBuiltin(awsBuiltins, "providers.aws.sign_req", [request, settings, at]);
}

/** What OPA 1.20.2 answers for `GET http://x` and the like: what is signed, and the signature. */
const signatures: readonly (readonly [string, Value, Value, string, string])[] = [
  [
    "s3",
    { method: "GET", url: "http://x" },
    {},
    "host;x-amz-content-sha256;x-amz-date",
    "331c33c0b6f03ef036d618862cf510f3340b8cd3a60731caea68e56c812cc4f5",
  ],
  [
    "another service, with a session",
    { method: "GET", url: "http://x" },
    { aws_service: "ec2", aws_session_token: "T" },
    "host;x-amz-date;x-amz-security-token",
    "3e952adedcd2a5da3eb12ac7c206fea9c357fef64b657debe5626b35910672f5",
  ],
  [
    "an unsigned payload",
    { method: "GET", url: "http://x" },
    { aws_service: "ec2", disable_payload_signing: true },
    "host;x-amz-date",
    "1bbc541bdd986c6f4a0ddebc4df421ff63725dd3efefcc57f4875ac0c0ab96e4",
  ],
  [
    "path, query and headers",
    {
      method: "POST",
      url: "http://example.com/a b/é%20?x=1&a=2 b#f",
      headers: {
        "Foo-Bar": " a  b ",
        Authorization: "x",
        "User-Agent": "ua",
        "X-Amzn-Trace-Id": "t",
        host: "other",
        "content-type": "application/json",
        "Content-Length": "5",
        "X-Amz-Date": "z",
        expect: "e",
        "transfer-encoding": "te",
      },
    },
    {},
    "content-length;content-type;expect;foo-bar;host;transfer-encoding;x-amz-content-sha256;x-amz-date",
    "9e34b7e2e4e24a110357aa7262d5ac735fad21e92699febd225a3d3a0f161b88",
  ],
];

/** What OPA 1.20.2 complains about. */
const failures: readonly (readonly [request: Value, changes: Value, time: Value, problem: string])[] = [
  [{}, {}, time, 'operand 1 missing required request parameters(s): {"method", "url"}'],
  [{}, { aws_region: 1 }, "x", 'operand 2 invalid values for required AWS config parameters(s): {"aws_region"}'],
  [{}, { disable_payload_signing: 1 }, 1.5, "operand 3 could not convert time_ns value into a unix timestamp"],
  [{ url: 1 }, { disable_payload_signing: 1 }, time, 'operand 1 missing required request parameters(s): {"method"}'],
  [{ method: 1, url: 1 }, {}, time, 'operand 1 invalid values for required request parameters(s): {"method", "url"}'],
  [{ method: "GET", url: "http://x", a: 1 }, {}, time, 'operand 1 invalid request parameters(s): {"a"}'],
  [{ method: "GET", url: ":bad" }, {}, time, 'parse ":bad": missing protocol scheme'],
  [{ method: "GET", url: "http://x", headers: "x" }, {}, time, "operand 0 must be object but got string"],
  [1, {}, time, "operand 1 must be object but got number"],
  [{ method: "GET", url: "http://x" }, 1, time, "operand 1 must be object but got number"],
  [
    { method: "GET", url: "http://x" },
    { aws_region: 1 },
    time,
    'operand 2 invalid values for required AWS config parameters(s): {"aws_region"}',
  ],
  [
    { method: "GET", url: "http://x" },
    { disable_payload_signing: "false" },
    time,
    "operand 2 invalid value for 'disable_payload_signing' in AWS config",
  ],
  [{ method: "GET", url: "http://x" }, {}, "1", "operand 1 must be number but got string"],
  [{ method: "GET", url: "http://x" }, {}, 1.5, "operand 3 could not convert time_ns value into a unix timestamp"],
];

describe("providers.aws.sign_req", () => {
  test.each(signatures)("signs %s", async (_, request, changes, names, signature) => {
    const signed = (await sign(request, changes)) as { headers: { Authorization: string } };
    expect(signed.headers.Authorization.split(",").slice(1)).toStrictEqual([`SignedHeaders=${names}`, `Signature=${signature}`]);
  });

  test("answers the request with the headers", async () => {
    expect(await sign({ method: "GET", url: "http://example.com:8080/p", body: { a: 1 } })).toMatchObject({
      method: "GET",
      url: "http://example.com:8080/p",
      body: { a: 1 },
      headers: { host: "example.com:8080", "x-amz-date": "20151228T140825Z" },
    });
    expect(await sign({ method: "GET", url: "", raw_body: null })).toMatchObject({
      headers: { host: "", "x-amz-content-sha256": noContent },
    });
  });

  test.each(failures.map((each) => [each[3], ...each] as const))("fails: %s", async (_, request, changes, at, problem) => {
    expect(await sign(request, changes, at)).toStrictEqual(failure(`providers.aws.sign_req: ${problem}`));
  });

  test("nothing throws", async () => {
    await checkNothingThrows(
      awsBuiltins,
      fc.constant({ method: "GET", url: "http://x" }),
      fc.constant(configuration),
      fc.record({ method: fc.string(), url: fc.string(), headers: fc.dictionary(fc.string(), fc.string()) }),
    );
  });
});
