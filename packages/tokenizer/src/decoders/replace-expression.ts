/** Replaces what a literal or any regular expression matches, inside every token. @module */
import type { Builder } from "../config.ts";
import { readPattern } from "../pattern.ts";
import { createReplaceDecoder, type Decoder } from "./decoders.ts";

export const replaceDecoder: Builder<Decoder> = (config) => createReplaceDecoder(config, readPattern);
