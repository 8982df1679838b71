import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';

export const IMAGES_DIR = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
/** What each picture showed when it was made, and the page's styles then. */
export const PICTURED = `${IMAGES_DIR}pictured.json`;

const STYLES_DIR = new URL('../../../packages/sandbox/src/page/browser/styles/', import.meta.url);

/** What is written down beside the pictures. */
export interface Pictured {
  /** Digest of the page's styles. */
  readonly style: string;
  /** By the name of a scene: lines of roles and words. */
  readonly shows: Readonly<Record<string, readonly string[]>>;
}

/** What was written down when the pictures were made. */
export async function readPictured(): Promise<Pictured> {
  return JSON.parse(await readFile(PICTURED, 'utf8'));
}

/** A digest of the page's styles: another one may make other pictures. */
export async function styleDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(STYLES_DIR)).toSorted())
    hash.update(await readFile(new URL(file, STYLES_DIR)));
  return hash.digest('hex');
}

/**
 * What a part of the page shows, as lines of roles and words: without what differs each time, such
 * as times, references and addresses of messages.
 */
export async function shownBy(shown: Locator): Promise<readonly string[]> {
  const snapshot = await shown.ariaSnapshot();
  return snapshot.split('\n').map((line) =>
    line
      .replace(
        /\b(?:Today|Yesterday|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [^,"]*|\d{1,2} [A-Z][a-z]{2}\w*)(?: at)? \d{1,2}:\d\d\b/g,
        'TIME',
      )
      .replace(/\b\d{1,2}:\d\d(?::\d\d)?\b/g, 'TIME')
      .replace(/\b[0-9A-F]{6}\b/g, 'REFERENCE')
      .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID')
      .replace(/\/p\d{16}\b/g, '/MESSAGE'),
  );
}
