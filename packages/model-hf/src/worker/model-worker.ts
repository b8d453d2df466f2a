/** The module that runs in the worker: `@llm-anatomy/model-hf/worker`. @module */
import { ownPort } from "#platform";
import { serveModel } from "./serve-model.ts";

serveModel(ownPort());
