import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ColumnContext } from '../columns.ts';
import { type LedgerFile, linesOf, MAX_BYTES } from '../ledger-file.ts';
import { FIXED_PARTS, SHEET_PATH, WORKBOOK_PATH, workbookPart } from './parts.ts';
import { filteredRange, sheetEnd, sheetHead, sheetRow } from './sheet.ts';

/** Excel's maximum number of rows per sheet, without the header. */
const MAX_LINES = 1_048_575;
/** Reserve for data still in the compressor, and for the parts after the sheet. */
const ON_ITS_WAY_BYTES = 256 * 1024;

/**
 * Creates the ledger as a workbook (.xlsx) with one sheet. Rows are compressed as they are added, so only
 * the compressed file is kept in memory.
 * @param at the timestamp of its parts
 */
export function createWorkbookFile(
  context: ColumnContext,
  at: Date,
  maxBytes = MAX_BYTES,
): LedgerFile {
  const zip = new ZipFile();
  const parts: Buffer[] = [];
  const totals = { requests: 0, lines: 0, bytes: 0 };
  zip.outputStream.on('data', (part: Buffer) => {
    parts.push(part);
    totals.bytes += part.byteLength;
  });
  const sheet = new PassThrough();
  for (const [path, xml] of Object.entries(FIXED_PARTS))
    zip.addBuffer(Buffer.from(xml), path, { mtime: at });
  zip.addReadStream(sheet, SHEET_PATH, { mtime: at });
  sheet.write(sheetHead(context.timeZone));
  return {
    async add(card) {
      const lines = linesOf(card, context);
      const rows = lines.map((line, index) => sheetRow(totals.lines + index + 2, line)).join('');
      const mayTakeBytes = totals.bytes + Buffer.byteLength(rows) + ON_ITS_WAY_BYTES;
      if (mayTakeBytes > maxBytes || totals.lines + lines.length > MAX_LINES) return false;
      totals.requests += 1;
      totals.lines += lines.length;
      if (!sheet.write(rows)) await once(sheet, 'drain');
      return true;
    },
    get requests() {
      return totals.requests;
    },
    get lines() {
      return totals.lines;
    },
    async end() {
      const lastRow = totals.lines + 1;
      sheet.end(sheetEnd(lastRow));
      zip.addBuffer(Buffer.from(workbookPart(filteredRange(lastRow))), WORKBOOK_PATH, {
        mtime: at,
      });
      const isWritten = once(zip.outputStream, 'end');
      zip.end();
      await isWritten;
      return { parts, bytes: totals.bytes };
    },
  };
}
