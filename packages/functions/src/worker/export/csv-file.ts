import { stringify } from 'csv-stringify/sync';
import { COLUMNS, type Column, type ColumnContext } from './columns.ts';
import { type LedgerFile, linesOf, MAX_BYTES } from './ledger-file.ts';

/** The separator between values. */
export type Delimiter = ',' | ';';

/**
 * UTF-8 with a byte order mark, without which Excel misreads umlauts. Lines end as RFC 4180 says, every
 * cell is quoted, and one that a spreadsheet would take for a formula is prefixed with an apostrophe.
 */
const CSV = {
  quoted: true,
  quoted_empty: true,
  escape_formulas: true,
  record_delimiter: 'windows',
} as const;

/**
 * Text that would become a formula at the start of a cell if a spreadsheet splits it at a separator. With a
 * different separator than the file's configured, it may do so even inside quotation marks.
 */
const FORMULA_WITHIN = /([,;|\t]["\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** Creates the ledger as a CSV file. */
export function createCsvFile(
  context: ColumnContext,
  delimiter: Delimiter,
  maxBytes = MAX_BYTES,
): LedgerFile {
  const options = { ...CSV, delimiter };
  const header = stringify([COLUMNS.map(({ name }) => name)], { ...options, bom: true });
  const parts = [Buffer.from(header)];
  const totals = { requests: 0, lines: 0, bytes: parts[0]?.byteLength ?? 0 };
  return {
    async add(card) {
      const records = linesOf(card, context).map((line) =>
        COLUMNS.map((column, index) => written(column, line[index] ?? '')),
      );
      const part = Buffer.from(stringify(records, options));
      if (totals.bytes + part.byteLength > maxBytes) return false;
      parts.push(part);
      totals.requests += 1;
      totals.lines += records.length;
      totals.bytes += part.byteLength;
      return true;
    },
    get requests() {
      return totals.requests;
    },
    get lines() {
      return totals.lines;
    },
    end: async () => ({ parts, bytes: totals.bytes }),
  };
}

function written({ kind }: Column, cell: string): string {
  if (kind === 'utc') return cell === '' ? '' : `${cell.replace(' ', 'T')}Z`;
  return cell.replace(FORMULA_WITHIN, "$1'");
}
