import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_SIZE = 22;
const DEFLATED = 8;

/**
 * Reads the files of a zip archive by name (PKWARE APPNOTE 4.3; no encryption, no Zip64).
 * @throws Error if it is not such an archive
 */
export function unzip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.length - END_SIZE;
  if (archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('not a plain zip archive');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('a broken directory');
    const nameEnd = at + 46 + archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, nameEnd);
    if (!name.endsWith('/')) files.set(name, contentOf(archive, at));
    at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

function contentOf(archive: Buffer, entryAt: number): Buffer {
  const headerAt = archive.readUInt32LE(entryAt + 42);
  const start =
    headerAt + 30 + archive.readUInt16LE(headerAt + 26) + archive.readUInt16LE(headerAt + 28);
  const content = archive.subarray(start, start + archive.readUInt32LE(entryAt + 20));
  return archive.readUInt16LE(entryAt + 10) === DEFLATED ? inflateRawSync(content) : content;
}
