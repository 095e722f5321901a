#!/usr/bin/env node
import { prepareRuntime } from "./prepare-runtime.ts";

prepareRuntime();
// Not before: what is loaded from here on is loaded under these settings.
await import("./run-program.ts");
