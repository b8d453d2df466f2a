/**
 * Running one call on several threads. They share the memory, so a call is a few numbers in it, and taking part is
 * taking one from a counter.
 *
 * The main thread writes a job and then opens it by setting its counter to the number of chunks. Everyone, the main
 * thread too, takes chunks until there are none left; the main thread then waits for those that others took. Until the
 * next job is open the counter is 0 or less, so a worker that comes late takes nothing and reads nothing half-written;
 * and as long as a chunk that someone took is not done, no other job is written.
 *
 * Between jobs workers watch for a while, since the next call of a model is mostly some microseconds away, and then
 * sleep. All accesses to the fields are atomic and so happen in one order that all threads see.
 * @module
 */
import { activation } from "./activation";
import { AttentionCall } from "./attention-call";
import { attentionSegments, mergeSegments } from "./attention-few-queries";
import { attentionTiles } from "./attention-tiles";
import { add, multiply, scale } from "./elementwise";
import { gatherRowsF32, gatherRowsInt4, gatherRowsInt8 } from "./gather-rows";
import { linearF32, linearInt4, linearInt8 } from "./linear";
import { matMul } from "./mat-mul";
import { layerNorm, rmsNorm } from "./norms";
import { quantizeRows } from "./quantize-rows";
import { rotary } from "./rotary";
import { softmax } from "./softmax";

/** The fields of a job, 32 bits each; src/wasm/threads.ts knows them too. */
namespace Field {
  export const sequence: usize = 0; // counts jobs; workers wait for it to change
  export const chunksLeft: usize = 4;
  export const done: usize = 8; // chunks that are finished
  export const sleepers: usize = 12;
  export const failed: usize = 16; // not 0: a worker died
  export const stopping: usize = 20;
  export const chunks: usize = 24;
  export const kernel: usize = 28;
  export const units: usize = 32;
  export const started: usize = 36; // workers that run
  export const args: usize = 64;
}

/** What {@link runJob} returns. */
namespace Outcome {
  export const done = 0;
  export const failed = 1;
  /** No chunk was finished for a whole period. */
  export const waiting = 2;
}

/** How often a worker looks for a new job before it sleeps: some hundred microseconds. */
const WATCH: i32 = 200_000;

/** How often the main thread looks before it returns to its caller, or sleeps. */
const LOOKS: i32 = 20_000;

/** What a worker does until it is told to stop. */
export function work(job: usize, thread: i32): void {
  atomic.add<i32>(job + Field.started, 1);
  let seen = 0;
  while (true) {
    let looks = 0;
    while (atomic.load<i32>(job + Field.sequence) == seen) {
      if (++looks < WATCH) continue;
      atomic.add<i32>(job + Field.sleepers, 1);
      atomic.wait<i32>(job + Field.sequence, seen, -1);
      atomic.sub<i32>(job + Field.sleepers, 1);
      looks = 0;
    }
    seen = atomic.load<i32>(job + Field.sequence);
    if (atomic.load<i32>(job + Field.stopping)) return;
    takePart(job, thread);
  }
}

/** Opens the job that was written, takes part, and waits for the others as {@link awaitJob} does. */
export function runJob(job: usize, maySleep: i32): i32 {
  atomic.store<i32>(job + Field.done, 0);
  atomic.store<i32>(job + Field.chunksLeft, load<i32>(job + Field.chunks));
  wakeWorkers(job);
  takePart(job, 0);
  return awaitJob(job, maySleep);
}

/** Waits until all chunks are done, but not for ever: see {@link Outcome}. `maySleep`: not in the main thread of a page. */
export function awaitJob(job: usize, maySleep: i32): i32 {
  const chunks = load<i32>(job + Field.chunks);
  let looks = 0;
  while (true) {
    const done = atomic.load<i32>(job + Field.done);
    if (done == chunks) return Outcome.done;
    if (atomic.load<i32>(job + Field.failed)) return Outcome.failed;
    if (++looks < LOOKS) continue;
    if (!maySleep) return Outcome.waiting;
    // whoever finishes the last chunk wakes us; one second
    if (atomic.wait<i32>(job + Field.done, done, 1_000_000_000) == 2) return Outcome.waiting;
    looks = 0;
  }
}

/** Tells all workers to return from {@link work}. */
export function stopWorkers(job: usize): void {
  atomic.store<i32>(job + Field.stopping, 1);
  wakeWorkers(job);
}

function wakeWorkers(job: usize): void {
  atomic.add<i32>(job + Field.sequence, 1);
  // a worker counts itself among the sleepers before it looks at the sequence for the last time
  if (atomic.load<i32>(job + Field.sleepers) > 0) atomic.notify(job + Field.sequence, -1);
}

function takePart(job: usize, thread: i32): void {
  while (true) {
    const left = atomic.sub<i32>(job + Field.chunksLeft, 1);
    if (left <= 0) return;
    const chunks = load<i32>(job + Field.chunks);
    const chunk = chunks - left;
    const units = load<i32>(job + Field.units);
    const from = <i32>((<i64>units * chunk) / chunks);
    const to = <i32>((<i64>units * (chunk + 1)) / chunks);
    if (from < to) runKernel(job + Field.args, load<i32>(job + Field.kernel), thread, from, to);
    if (atomic.add<i32>(job + Field.done, 1) == chunks - 1) atomic.notify(job + Field.done, 1);
  }
}

// @ts-ignore: decorator
@inline
function int(args: usize, index: i32): i32 {
  return load<i32>(args + (<usize>index << 2));
}

// @ts-ignore: decorator
@inline
function float(args: usize, index: i32): f32 {
  return load<f32>(args + (<usize>index << 2));
}

/** Runs a kernel on a range of its units. The numbers are the order of `kernelNames` in src/wasm/threads.ts. */
function runKernel(a: usize, kernel: i32, thread: i32, from: i32, to: i32): void {
  switch (kernel) {
    case 0: return activation(int(a, 0), int(a, 1), int(a, 2), int(a, 3), from, to);
    case 1: return add(int(a, 0), int(a, 1), int(a, 2), from, to);
    case 2: return attentionSegments(changetype<AttentionCall>(int(a, 0)), int(a, 1), int(a, 2), thread, from, to);
    case 3: return attentionTiles(changetype<AttentionCall>(int(a, 0)), thread, from, to);
    case 4: return gatherRowsF32(int(a, 0), int(a, 1), int(a, 2), int(a, 3), from, to);
    case 5: return gatherRowsInt4(int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), from, to);
    case 6: return gatherRowsInt8(int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), from, to);
    case 7: return layerNorm(int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), float(a, 5), from, to);
    case 8:
      return linearF32(int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), int(a, 5), int(a, 6), from, to);
    case 9:
      return linearInt4(
        int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), int(a, 5), int(a, 6), int(a, 7), int(a, 8), from, to,
      );
    case 10:
      return linearInt8(
        int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), int(a, 5), int(a, 6), int(a, 7), int(a, 8), from, to,
      );
    case 11:
      return matMul(int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), int(a, 5), int(a, 6), thread, from, to);
    case 12: return mergeSegments(changetype<AttentionCall>(int(a, 0)), int(a, 1), int(a, 2), from, to);
    case 13: return multiply(int(a, 0), int(a, 1), int(a, 2), from, to);
    case 14: return quantizeRows(int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), from, to);
    case 15: return rmsNorm(int(a, 0), int(a, 1), int(a, 2), int(a, 3), float(a, 4), float(a, 5), from, to);
    case 16:
      return rotary(int(a, 0), int(a, 1), int(a, 2), int(a, 3), int(a, 4), int(a, 5), int(a, 6), from, to);
    case 17: return scale(int(a, 0), int(a, 1), float(a, 2), from, to);
    case 18: return softmax(int(a, 0), int(a, 1), int(a, 2), from, to);
  }
}
