import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** The field of a secret that holds its organizations where a plain list is too long. */
export const PACKED_FIELD = 'packedOrganizations';

/** Fifty times what a secret holds: more is no list of organizations. */
const MAX_UNPACKED_BYTES = 4_000_000;

/** What an entry says, in the order of a packed row. Credentials are a set's name or the credentials. */
const COLUMNS = ['name', 'organizationId', 'teamId', 'credentials'] as const;

type Entry = Readonly<Record<string, unknown>>;

/** Entries as base64 of brotli of JSON rows; other fields of an entry are left out. */
export function packOrganizations(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => {
    const row = COLUMNS.map((column) => entry[column]);
    return row.at(-1) === undefined ? row.slice(0, -1) : row;
  });
  const bytes = Buffer.from(JSON.stringify(rows));
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).toString('base64');
}

/** The entries, not validated; `undefined` when `packed` is nothing that was packed. */
export function unpackOrganizations(packed: unknown): Entry[] | undefined {
  if (typeof packed !== 'string') return undefined;
  try {
    const bytes = brotliDecompressSync(Buffer.from(packed, 'base64'), {
      maxOutputLength: MAX_UNPACKED_BYTES,
    });
    const rows: unknown = JSON.parse(bytes.toString('utf8'));
    return Array.isArray(rows) && rows.every((row) => Array.isArray(row))
      ? rows.map(entryOf)
      : undefined;
  } catch {
    return undefined;
  }
}

function entryOf(row: readonly unknown[]): Entry {
  const fields = COLUMNS.map((column, index) => [column, row[index]] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
