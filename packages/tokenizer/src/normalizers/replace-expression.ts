/** Replaces what a literal or any regular expression matches. @module */
import type { Builder } from "../config.ts";
import { readPattern } from "../pattern.ts";
import { createReplace } from "./replace.ts";
import type { Normalizer } from "./simple-normalizers.ts";

export const replace: Builder<Normalizer> = (config) => createReplace(config, readPattern);
