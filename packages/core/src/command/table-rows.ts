import { eventIdOf } from '../repush/event-ids.ts';
import { resourceOf } from './keywords.ts';

/** A text without those rows of a pasted table that do not say which of their numbers is an event ID. */
export interface TableRows {
  readonly rest: string;
  /** The first such row, with spaces between its cells. */
  readonly unclear?: string;
}

/**
 * Removes each row of cells (separated by tabs or upright strokes, as spreadsheets and wikis copy them) in which
 * several cells are numbers and others are not: one of them is the event ID, the others count or name something
 * else. A row of numbers alone is a list.
 */
export function withoutUnclearRows(text: string): TableRows {
  const rows = text.split('\n');
  const clear = rows.filter((row) => !isUnclear(row));
  const unclear = rows
    .find(isUnclear)
    ?.replace(/[\s|]+/g, ' ')
    .trim();
  return {
    rest: clear.join('\n').replaceAll('\t', ' '),
    ...(unclear !== undefined && { unclear }),
  };
}

function isUnclear(row: string): boolean {
  const isRow = row.includes('\t') || row.split('|').length > 2;
  if (!isRow) return false;
  const [first = '', ...others] = row.split(/[\t|]/).map((cell) => cell.trim());
  // The first cell stands behind what was typed before the row was pasted.
  const cells = [first.split(/\s+/).at(-1) ?? '', ...others];
  const numbers = cells.filter((cell) => /^\d+$/.test(cell) && eventIdOf(cell) !== undefined);
  const isOther = (cell: string) =>
    cell !== '' && eventIdOf(cell) === undefined && resourceOf(cell) === undefined;
  return new Set(numbers).size > 1 && cells.some(isOther);
}

/** What is said of such a row. */
export function unclearRowWords(row: string): string {
  return `"${row}" is a row with several numbers: give its event ID alone.`;
}
