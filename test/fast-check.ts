import fc from "fast-check";

/** Properties are tried on the same values in every run, so that a run says something about the change and nothing about chance. */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });
