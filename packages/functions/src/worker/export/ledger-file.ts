import { stringify } from 'csv-stringify/sync';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { targetsOfCard } from '../../ledger/targets.ts';
import { COLUMNS, type ColumnContext } from './columns.ts';

/** The ledger as a CSV file that grows. */
export interface LedgerFile {
  /** Adds one line for each target of the card. False: the file is full, and the card is not in it. */
  add(card: LedgerCard): boolean;
  readonly requests: number;
  readonly lines: number;
  /** The file in its parts. */
  parts(): readonly Buffer[];
  readonly bytes: number;
}

/** What the function's memory of 512 MB has room for beside a page of the channel. */
const MAX_BYTES = 64 * 1024 * 1024;

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

export function createLedgerFile(context: ColumnContext, maxBytes = MAX_BYTES): LedgerFile {
  const header = stringify([COLUMNS.map(([name]) => name)], { ...CSV, bom: true });
  const parts = [Buffer.from(header)];
  const totals = { requests: 0, lines: 0, bytes: parts[0]?.byteLength ?? 0 };
  return {
    add(card) {
      const records = targetsOfCard(card.payload).map((target) =>
        COLUMNS.map(([, cell]) => cell({ card, target }, context)),
      );
      const part = Buffer.from(stringify(records, CSV));
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
    get bytes() {
      return totals.bytes;
    },
    parts: () => parts,
  };
}
