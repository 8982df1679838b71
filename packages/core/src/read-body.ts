import type { Body } from './unpackers.ts';

/** More than anybody applies. Each coding costs us time and memory. */
const MAX_CODINGS = 3;

/**
 * Reads a body to its end and removes the codings of its `content-encoding` (RFC 9110, 8.4): gzip, br, and
 * deflate with or without zlib's frame. Holds at most `maxBytes`, both of the compressed body and of each
 * decompressed one.
 * @throws whatever ends `chunks` early
 */
export async function readBody(
  chunks: AsyncIterable<unknown>,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Body> {
  const sent = await collect(chunks, maxBytes);
  if (sent === undefined) return { ok: false, reason: 'too_large' };
  const codings = codingsOf(contentEncoding);
  if (sent.byteLength === 0 || codings.length === 0) return { ok: true, bytes: sent };
  if (codings.length > MAX_CODINGS) return { ok: false, reason: 'not_decodable' };
  return unpack(sent, codings, maxBytes);
}

async function collect(
  chunks: AsyncIterable<unknown>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** In the order in which they were applied. */
function codingsOf(contentEncoding = ''): readonly string[] {
  return contentEncoding
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

/** Loads zlib on the first compressed response. */
async function unpack(
  sent: Uint8Array,
  codings: readonly string[],
  maxBytes: number,
): Promise<Body> {
  const { unpackers } = await import('./unpackers.ts');
  let bytes = sent;
  for (const coding of codings.toReversed()) {
    const unpacker = unpackers.get(coding);
    if (unpacker === undefined) return { ok: false, reason: 'not_decodable' };
    const body = await unpacker(bytes, maxBytes);
    if (!body.ok) return body;
    bytes = body.bytes;
  }
  return { ok: true, bytes };
}
