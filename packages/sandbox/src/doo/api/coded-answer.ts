import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Answer } from './answer.ts';

/**
 * Content codings of a response: single, stacked, deflate without its zlib frame, a decompression bomb,
 * and what nobody can decode.
 */
export const CODINGS = [
  'gzip',
  'deflate',
  'deflate_raw',
  'br',
  'gzip_br',
  'bomb',
  'unknown',
  'broken',
] as const;
export type Coding = (typeof CODINGS)[number];

/** The codings that a client can decode. */
export const READABLE_CODINGS = [
  'gzip',
  'deflate',
  'deflate_raw',
  'br',
  'gzip_br',
] as const satisfies readonly Coding[];

/** More than any reader with a size limit accepts. */
const BOMB_BYTES = 64 * 1024 * 1024;

/** A text in a coding, and the coding's name on the wire. */
export function encoded(text: string, coding: Coding): readonly [string, Uint8Array | string] {
  switch (coding) {
    case 'gzip':
      return ['gzip', gzipSync(text)];
    case 'deflate':
      return ['deflate', deflateSync(text)];
    case 'deflate_raw':
      return ['deflate', deflateRawSync(text)];
    case 'br':
      return ['br', brotliCompressSync(text)];
    case 'gzip_br':
      return ['gzip, br', brotliCompressSync(gzipSync(text))];
    case 'bomb':
      return ['gzip', gzipSync(Buffer.alloc(BOMB_BYTES, ' '))];
    case 'unknown':
      return ['x-sandbox', text];
    case 'broken':
      return ['gzip', gzipSync(text).subarray(0, -9)];
  }
}

/** A response in a content coding (RFC 9110, 8.4), requested or not. */
export function codedResponse({ status, body, headers }: Answer, coding: Coding): Response {
  const [name, bytes] = encoded(JSON.stringify(body), coding);
  return new Response(typeof bytes === 'string' ? bytes : new Uint8Array(bytes), {
    status,
    headers: { ...headers, 'content-type': 'application/json', 'content-encoding': name },
  });
}
