import { type CellValue, readXlsx } from 'hucre/xlsx';

/** The sheet of a workbook, read by a library that did not write it. */
export async function sheetOf(bytes: Uint8Array) {
  const workbook = await readXlsx(bytes, { readStyles: true });
  const [sheet] = workbook.sheets;
  if (sheet === undefined) throw new Error('the workbook has no sheet');
  return { ...sheet, namedRanges: workbook.namedRanges };
}

/** The rows of an exported workbook, keyed by heading; empty cells are omitted. */
export async function workbookRows(bytes: Uint8Array): Promise<Record<string, CellValue>[]> {
  const { rows } = await sheetOf(bytes);
  const [header = [], ...lines] = rows;
  return lines.map((line) =>
    Object.fromEntries(
      header.flatMap((heading, index) => {
        const value = line[index] ?? null;
        return value === null ? [] : [[String(heading), value]];
      }),
    ),
  );
}
