import type { Command } from "commander";

/** Adds the flags that say how a bundle is signed. */
export function addSigningFlags(command: Command): Command {
  return command
    .option("--claims-file <path>", "set path of JSON file containing optional claims", "")
    .option("--signing-alg <name>", "name of the signing algorithm", "RS256")
    .option("--signing-key <string>", "set the secret (HMAC) or path of the PEM file containing the private key (RSA and ECDSA)", "")
    .option("--signing-plugin <name>", "name of the plugin to use for signing/verification; there are none", "");
}
