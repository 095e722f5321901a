import { anyType, objectOf, stringType } from "../types/types.ts";
import { arg, asyncBuiltin, type Builtin } from "./define.ts";
import { sendRequest } from "./http/send.ts";

/** Builtins that ask servers. */
export const httpBuiltins: readonly Builtin[] = [
  asyncBuiltin(
    "http.send",
    "Sends an HTTP request and answers with the response.",
    [arg("request", objectOf(stringType, anyType), "method, URL and whatever else there is to say")],
    arg("response", objectOf(anyType, anyType), "status, headers and body of the response"),
    sendRequest,
    { nondeterministic: true },
  ),
];
