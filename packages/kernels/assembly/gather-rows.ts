/**
 * Looking up rows of a table and widening them to float32. The ids were checked on the TypeScript side.
 * @module
 */

/** out[i] = table[ids[i]], i in [from, to). */
export function gatherRowsF32(out: usize, table: usize, ids: usize, cols: i32, from: i32, to: i32): void {
  const rowBytes = <usize>cols << 2;
  for (let i = from; i < to; i++) {
    memory.copy(out + <usize>i * rowBytes, table + <usize>load<i32>(ids + (<usize>i << 2)) * rowBytes, rowBytes);
  }
}

export function gatherRowsInt8(out: usize, table: usize, scales: usize, ids: usize, cols: i32, from: i32, to: i32): void {
  const whole = cols & ~7;
  for (let i = from; i < to; i++) {
    const id = <usize>load<i32>(ids + (<usize>i << 2));
    const scale = load<f32>(scales + (id << 2));
    const factor = f32x4.splat(scale);
    const row = table + id * cols;
    let at = out + ((<usize>i * cols) << 2);
    for (let c = 0; c < whole; c += 8) {
      const v = v128.load_ext<i8>(row + c);
      v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(v)), factor));
      v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(v)), factor), 16);
      at += 32;
    }
    for (let c = whole; c < cols; c++) {
      store<f32>(at, <f32>load<i8>(row + c) * scale);
      at += 4;
    }
  }
}

export function gatherRowsInt4(out: usize, table: usize, scales: usize, ids: usize, cols: i32, from: i32, to: i32): void {
  const pairs = cols >> 1;
  for (let i = from; i < to; i++) {
    const id = <usize>load<i32>(ids + (<usize>i << 2));
    const row = table + id * pairs;
    const rowScales = scales + ((id * (cols >> 5)) << 2);
    let at = out + ((<usize>i * cols) << 2);
    for (let p = 0; p < pairs; p++) {
      const byte = <i32>load<u8>(row + p);
      const scale = load<f32>(rowScales + ((<usize>p >> 4) << 2));
      store<f32>(at, <f32>((byte & 15) - 8) * scale);
      store<f32>(at, <f32>((byte >> 4) - 8) * scale, 4);
      at += 8;
    }
  }
}
