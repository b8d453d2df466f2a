/** Zip archives for tests. @module */
import { crc32, deflateRawSync } from "node:zlib";

/** A zip archive (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). */
export function zip(contents: Record<string, Uint8Array>, method: 0 | 8 | 14): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(contents)) {
    const name = new TextEncoder().encode(path);
    const data = method === 8 ? deflateRawSync(content) : content;
    const facts = numbers(
      [2, 20],
      [2, 0],
      [2, method],
      [4, 0],
      [4, crc32(content)],
      [4, data.length],
      [4, content.length],
      [2, name.length],
    );
    list.push(numbers([4, 0x02014b50], [2, 20]), facts, numbers([2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name);
    const own = [numbers([4, 0x04034b50]), facts, numbers([2, 0]), name, data];
    parts.push(...own);
    at += lengthOf(own);
  }
  const count = Object.keys(contents).length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, lengthOf(list)], [4, at], [2, 0]);
  return new Uint8Array(Buffer.concat([...parts, ...list, end]));
}

function numbers(...given: [bytes: 2 | 4, value: number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(given.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of given) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

const lengthOf = (arrays: Uint8Array[]) => arrays.reduce((sum, { length }) => sum + length, 0);
