import { checkOptions, isAnyObject, isOneOf, isText, isTexts, type OptionRules, refuseAbsent } from "../options/check-options.ts";
import type { BundleLimits } from "./limits.ts";
import type { ModuleOptions } from "./parse-modules.ts";
import type { Signing } from "./sign-files.ts";
import type { Verification, VerificationKey } from "./verify-signatures.ts";

/** How a bundle is read. */
export interface ReadBundleOptions extends ModuleOptions {
  readonly limits?: BundleLimits | undefined;
  /**
   * The keys that may have signed the bundle: it has to be signed then. Without, only bundles that are not signed are read; `false` looks at no
   * signatures.
   */
  readonly verification?: Verification | false | undefined;
}

/** How a bundle is written. */
export interface WriteBundleOptions {
  /** How to sign it. Without, signatures that it was read with are written as they were; they hold as long as nothing else has changed. */
  readonly signing?: Signing | undefined;
}

const readRules: OptionRules<ReadBundleOptions> = {
  regoVersion: isOneOf(0, 1),
  capabilities: isAnyObject,
  limits: isAnyObject,
  verification: { expected: "an object with keys, or false", accepts: (value) => value === false || isAnyObject.accepts(value) },
};
const verificationRules: OptionRules<Verification> = { keys: isAnyObject, keyId: isText, scope: isText, exclude: isTexts };
const keyRules: OptionRules<VerificationKey> = { key: isText, algorithm: isText, scope: isText };
const writeRules: OptionRules<WriteBundleOptions> = { signing: isAnyObject };
const signingRules: OptionRules<Signing> = { key: isText, algorithm: isText, keyId: isText, claims: isAnyObject };

/** Throws TypeError for options that do not exist: a misspelt `verification` would take bundles of anyone. */
export function checkReadOptions(options: ReadBundleOptions): void {
  checkOptions<ReadBundleOptions>("readBundle", options, readRules);
  const { verification } = options;
  if (verification === undefined || verification === false) return;
  checkOptions<Verification>("verification", verification, verificationRules);
  refuseAbsent("verification", verification, "keys");
  for (const [name, key] of Object.entries(verification.keys)) {
    const what = `the key ${JSON.stringify(name)} of verification`;
    checkOptions<VerificationKey>(what, key, keyRules);
    refuseAbsent(what, key, "key");
  }
}

/** The same of how a bundle is written. */
export function checkWriteOptions(options: WriteBundleOptions): void {
  checkOptions<WriteBundleOptions>("writeBundle", options, writeRules);
  if (options.signing === undefined) return;
  checkOptions<Signing>("signing", options.signing, signingRules);
  refuseAbsent("signing", options.signing, "key");
}
