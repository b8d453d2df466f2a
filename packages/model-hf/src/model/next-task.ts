/**
 * Lets everything that waits have its turn: timers, input, signals of the system.
 *
 * Promises alone never do. An engine that computes in this thread gives its results at once, and a loop that awaits only
 * such results would keep a page from drawing, and Ctrl-C from being heard, until it ends.
 * @module
 */

/** Goes on after what is waiting now. Some microseconds, where a timer of a page would take 4 ms. */
export function nextTask(): Promise<void> {
  if (typeof setImmediate === "function") return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
