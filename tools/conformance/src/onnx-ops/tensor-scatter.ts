/**
 * TensorScatter: new positions written into a static cache, each batch row at a place of its own.
 * @module
 */
import { type Adapter, Unsupported } from "./node.ts";

export const tensorScatter: Adapter = () => {
  throw new Unsupported("writing into a caller's buffer: caches of kv-cache own their arrays");
};
