import { describe, expect, it, vi } from "vitest";
import type { KernelExports } from "../src/wasm/modules.ts";
import { createJobRunner, type JobExports } from "../src/wasm/threads.ts";
import { createWasmMemory } from "../src/wasm/wasm-memory.ts";

describe("createJobRunner", () => {
  /** A runner whose jobs end as `outcomes` says, one after the other: 0 done, 1 a worker died, 2 still waiting. */
  function runnerWith(outcome: () => number) {
    const memory = createWasmMemory(2 ** 22);
    const single = { runJob: outcome, awaitJob: outcome } as unknown as KernelExports & JobExports;
    return createJobRunner(single, memory, memory.reserve(256), 2);
  }

  it("a worker that dies with a part of a call makes the call fail, and all later ones", () => {
    const runner = runnerWith(() => 1);
    const message =
      "kernels: a worker thread died during softmax. The results of this call are incomplete. Create new kernels.";
    expect(() => runner.run.softmax(64, 64, 1000, 0, 1000)).toThrow(message);
    expect(() => runner.run.add(64, 64, 64, 0, 1)).toThrow(message);
  });

  it("a worker that finishes nothing for ten seconds makes the call fail", () => {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
    const runner = runnerWith(() => 2);
    expect(() => runner.run.softmax(64, 64, 1000, 0, 1000)).toThrow(
      "kernels: a worker thread finished nothing in 10 seconds during softmax.",
    );
    clock.mockRestore();
  });

  it("a call that waits and then is done succeeds", () => {
    const outcomes = [2, 2, 0];
    const runner = runnerWith(() => outcomes.shift()!);
    runner.run.softmax(64, 64, 1000, 0, 1000);
    expect([outcomes.length, runner.failure]).toEqual([0, null]);
  });
});
