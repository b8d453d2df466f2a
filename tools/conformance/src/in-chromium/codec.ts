/** What a worker is told and answers, as text: only text can be handed to a page from outside. @module */

const arrays = { Float32Array, Int32Array, Uint8Array } as const;
type Kind = keyof typeof arrays;

export function toText(value: unknown): string {
  return JSON.stringify(pack(value));
}

export function fromText(text: string): unknown {
  return unpack(JSON.parse(text));
}

function pack(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    const kind = value.constructor.name;
    if (!Object.hasOwn(arrays, kind)) throw new TypeError(`toText: a ${kind} cannot be handed over.`);
    return { $array: kind, bytes: toBase64(new Uint8Array(buffer, byteOffset, byteLength)) };
  }
  if (value instanceof Map) return { $map: [...value].map(pack) };
  if (Array.isArray(value)) return value.map(pack);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, pack(child)]));
}

function unpack(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(unpack);
  if ("$number" in value) return Number(value.$number);
  if ("$array" in value) {
    const { $array: kind, bytes } = value as { $array: Kind; bytes: string };
    return new arrays[kind](fromBase64(bytes).buffer as ArrayBuffer);
  }
  if ("$map" in value) return new Map((value.$map as [unknown, unknown][]).map((pair) => unpack(pair) as never));
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, unpack(child)]));
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  const piece = 0x8000; // as many arguments as a call may have
  for (let i = 0; i < bytes.length; i += piece) text += String.fromCharCode(...bytes.subarray(i, i + piece));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
