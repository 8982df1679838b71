import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** Removes one coding, and stops as soon as the result exceeds `maxBytes`. */
export type Unpacker = (bytes: Uint8Array, maxBytes: number) => Promise<Body>;

type Unzip = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';
/** zlib's header (RFC 1950, 2.2): the deflate method, and a checksum over both bytes. */
const DEFLATE = 8;
const FRAME_CHECK = 31;

function unpackerOf(unzipFor: (bytes: Uint8Array) => Unzip): Unpacker {
  return async (bytes, maxBytes) => {
    try {
      return { ok: true, bytes: await unzipFor(bytes)(bytes, { maxOutputLength: maxBytes }) };
    } catch (error) {
      const isTooLarge = error instanceof Error && 'code' in error && error.code === TOO_LARGE;
      return { ok: false, reason: isTooLarge ? 'too_large' : 'not_decodable' };
    }
  };
}

const gzip = unpackerOf(() => promisify(gunzip));

/** The supported codings (RFC 9110, 8.4.1; RFC 7932) by lower-case name. */
export const unpackers: ReadonlyMap<string, Unpacker> = new Map([
  ['gzip', gzip],
  ['x-gzip', gzip],
  // Some senders omit the header (RFC 9110, 8.4.1.2).
  ['deflate', unpackerOf((bytes) => promisify(hasFrame(bytes) ? inflate : inflateRaw))],
  ['br', unpackerOf(() => promisify(brotliDecompress))],
]);

function hasFrame([method = 0, flags = 0]: Uint8Array): boolean {
  return (method & 0x0f) === DEFLATE && (method * 256 + flags) % FRAME_CHECK === 0;
}

/** The decoded body of an HTTP response, or why it cannot be decoded. */
export type Body =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'too_large' | 'not_decodable' };
