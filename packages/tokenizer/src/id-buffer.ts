/** A list of ids that grows: plain integers in one array, no boxing, one copy at the end. @module */
export class IdBuffer {
  data = new Int32Array(256);
  length = 0;

  push(id: number): void {
    if (this.length === this.data.length) this.reserve(1);
    this.data[this.length++] = id;
  }

  /** Makes room for `count` more. */
  reserve(count: number): void {
    const wanted = this.length + count;
    if (wanted <= this.data.length) return;
    const larger = new Int32Array(Math.max(wanted, 2 * this.data.length));
    larger.set(this.data.subarray(0, this.length));
    this.data = larger;
  }

  toArray(): number[] {
    const { data, length } = this;
    const ids: number[] = new Array(length);
    for (let i = 0; i < length; i++) ids[i] = data[i] >>> 0;
    return ids;
  }
}
