/**
 * A cell's code in the part of an address after `#`, which browsers send to no server.
 *
 * `#cell=self-attention/softmax&code=<deflated, base64url>`
 * @module
 */

// Longer addresses are cut by chat programs and refused by some browsers; a link must not make a page inflate a bomb.
const mostCharacters = 100_000;

export async function shareHash(cell: string, code: string): Promise<string> {
  const bytes = new Uint8Array(await through(new TextEncoder().encode(code), new CompressionStream("deflate-raw")));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `#cell=${cell}&code=${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** The code that `hash` holds for this cell, or null when it holds none, or none that can be read. */
export async function sharedCode(hash: string, cell: string): Promise<string | null> {
  const [, name, data] = /^#cell=([^&]+)&code=([\w-]+)$/.exec(hash) ?? [];
  if (name !== cell || data.length > mostCharacters) return null;
  try {
    const binary = atob(data.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const text = new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")));
    return text.length > mostCharacters ? null : text;
  } catch {
    return null;
  }
}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<ArrayBuffer> {
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
}
