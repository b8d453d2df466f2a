/**
 * What an attention call is about, as the TypeScript side lays it out in memory: 32-bit fields in this order.
 * @module
 */

@unmanaged
export class AttentionCall {
  out: usize;
  q: usize;
  k: usize;
  v: usize;
  /** 0: none. */
  bias: usize;
  /** [numHeads]; 0: none. */
  sinks: usize;
  /** [numHeads, queryLen], gets the largest score of each row; 0: not wanted. The sums go to `sums`. */
  maxima: usize;
  /** [numHeads, queryLen], gets Σ exp(score - largest). */
  sums: usize;
  /** Room to work in; `scratchBytes` of it for each thread. */
  scratch: usize;
  scratchBytes: usize;
  queryLen: i32;
  keyLen: i32;
  numHeads: i32;
  /** Query heads that share a key/value head. */
  group: i32;
  headDim: i32;
  valueDim: i32;
  scale: f32;
  /** 0: none. */
  softcap: f32;
  /** 1: causal. */
  causal: i32;
  causalOffset: i32;
  /** 0: none. */
  window: i32;
  // strides in elements
  biasHead: i32;
  biasQuery: i32;
  queryStride: i32;
  queryHead: i32;
  keyStride: i32;
  keyHead: i32;
  valueStride: i32;
  valueHead: i32;
  outStride: i32;
  outHead: i32;
  /** Keys of a segment, where few queries meet many keys. */
  segment: i32;

  // @ts-ignore: decorator
  @inline
  scratchOf(thread: i32): usize {
    return this.scratch + <usize>thread * this.scratchBytes;
  }

  /** The first key that query i sees. */
  // @ts-ignore: decorator
  @inline
  first(i: i32): i32 {
    return this.window ? max(0, i + this.causalOffset - this.window + 1) : 0;
  }

  /** The key behind the last that query i sees. */
  // @ts-ignore: decorator
  @inline
  end(i: i32): i32 {
    return this.causal ? min(this.keyLen, max(0, i + this.causalOffset + 1)) : this.keyLen;
  }

  /** The bias of query i of a head for key 0; 0: none. */
  // @ts-ignore: decorator
  @inline
  biasRow(head: i32, i: i32): usize {
    return this.bias ? this.bias + ((<usize>head * this.biasHead + <usize>i * this.biasQuery) << 2) : 0;
  }

  // @ts-ignore: decorator
  @inline
  sink(head: i32): f32 {
    return this.sinks ? load<f32>(this.sinks + (<usize>head << 2)) : -Infinity;
  }

  /** Leaves what log-sum-exp is made of. */
  keepSum(head: i32, i: i32, largest: f32, sum: f32): void {
    if (!this.maxima) return;
    const at = (<usize>head * this.queryLen + i) << 2;
    store<f32>(this.maxima + at, largest);
    store<f32>(this.sums + at, sum);
  }
}
