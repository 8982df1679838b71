import { stringify } from 'csv-stringify/sync';
import { COLUMNS, type Column, type ColumnContext } from './columns.ts';
import { type LedgerFile, linesOf, MAX_BYTES } from './ledger-file.ts';

/** What stands between the values of a line. */
export type Delimiter = ',' | ';';

/**
 * UTF-8 with a byte order mark, without which Excel reads umlauts as something else; lines end as
 * RFC 4180 has it, every cell is quoted, and one that a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
const CSV = {
  quoted: true,
  quoted_empty: true,
  escape_formulas: true,
  record_delimiter: 'windows',
} as const;

/**
 * What would begin a cell with a formula where a spreadsheet splits a text at a separator, which it
 * may do within quotation marks when it was told another separator than the file's.
 */
const FORMULA_WITHIN = /([,;|\t]["\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** The ledger as a CSV file. */
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
