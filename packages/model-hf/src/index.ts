export { openDirectory as directorySource } from "#platform";
export { Checkpoint, type NamedArray } from "./checkpoint/checkpoint.ts";
export { type CompareDtypesOptions, compareDtypes, type DtypeComparison } from "./compare-dtypes.ts";
export { type ConvertedFile, type ConvertOptions, convertModel } from "./convert/convert-model.ts";
export { cacheShape } from "./engine/cache-shape.ts";
export type { Dtype } from "./engine/dtypes.ts";
export type {
  AppendOptions,
  CachedLayer,
  Device,
  Edit,
  Engine,
  Outputs,
  Session,
  SessionOptions,
  SourceInput,
  Tensor,
} from "./engine/engine.ts";
export type { EngineChoice, EngineSpeed } from "./engine/engine-speeds.ts";
export { CheckpointError, type CheckpointErrorCode } from "./errors.ts";
export { type Estimate, type EstimateOptions, estimate } from "./estimate.ts";
export { type InspectedArray, type InspectedTensor, type Inspection, type InspectOptions, inspect } from "./inspect.ts";
export { type LoadOptions, loadModel } from "./load-model.ts";
export { type MeasuredEngine, type MeasureEnginesOptions, measureEngines } from "./measure-engines.ts";
export type { ChatMessage, ChatOptions } from "./model/chat.ts";
export type { GeneratedToken, GenerateOptions } from "./model/generate.ts";
export { type FeatureInput, frameSource, type InputOptions, type ModelInput } from "./model/input.ts";
export { Model, type TraceOptions, type TraceOutput } from "./model/model.ts";
export { matchPlaces, placesOf } from "./model/places.ts";
export { type CacheOptions, clearCache, listCache } from "./source/cache.ts";
export { droppedSource, handleSource } from "./source/dropped.ts";
export { filesSource } from "./source/files.ts";
export type { RetryOptions } from "./source/hub/hub-request.ts";
export type { CachedModel } from "./source/hub/model-cache.ts";
export { type HubOptions, hubSource } from "./source/hub.ts";
export type { LoadProgress } from "./source/progress.ts";
export { type ModelSource, resolveSource, type SourceOptions } from "./source/resolve-source.ts";
export type { Source, SourceFile } from "./source/source.ts";
export { type UrlSourceOptions, urlSource } from "./source/url.ts";
export { zipSource } from "./source/zip.ts";
export type { WorkerLike } from "./worker/load-in-worker.ts";
