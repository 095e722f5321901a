import { awsBuiltins } from "../aws.ts";
import type { BuiltinGroup } from "../group.ts";

/** Signatures of requests to Amazon Web Services. */
export const aws: BuiltinGroup = { name: "aws", builtins: awsBuiltins };
