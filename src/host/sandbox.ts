import { type Host, HostRefusal } from "../builtins/context.ts";

/**
 * The host for policies of others: no clock, no randomness, no net, no environment, no files, and `print` calls are not evaluated. A policy that
 * asks for the time or for a random number ends with an `eval_internal_error` that says so; a request fails as on a host without a net. What policies may
 * take of time and memory is bounded by limits.
 */
export const sandboxHost: Host = {
  nowNs: () => {
    throw new HostRefusal("there is no clock in the sandbox");
  },
  randomBytes: () => {
    throw new HostRefusal("there is no randomness in the sandbox");
  },
};
