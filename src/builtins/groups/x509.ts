import type { BuiltinGroup } from "../group.ts";
import { x509Builtins } from "../x509.ts";

/** Certificates, certificate requests and private keys. */
export const x509: BuiltinGroup = { name: "x509", builtins: x509Builtins };
