import { eventIdOf } from '../repush/event-ids.ts';
import { resourceOf } from './keywords.ts';

/** A text without those rows of a pasted table that do not say which of their numbers is an event ID. */
export interface TableRows {
  readonly rest: string;
  /** The numbers of the first such row. */
  readonly unclear?: readonly string[];
}

const MOST_NAMED = 5;

/** An option, or what looks like one: it ends the row that was pasted before it. */
const KEY = /(?<=[\s|])\p{L}[\p{L}_-]{1,29} ?[:=](?!\/\/)/u;

/**
 * Removes each row of cells (separated by tabs or upright strokes, as spreadsheets and wikis copy them) in which
 * several cells are numbers and others are not: one of them is the event ID, the others count or name something
 * else. A row of numbers alone is a list.
 */
export function withoutUnclearRows(text: string): TableRows {
  const unclear: (readonly string[])[] = [];
  const rows = text.split('\n').map((row) => {
    const end = row.search(KEY);
    const cells = end < 0 ? row : row.slice(0, end);
    const numbers = unclearNumbers(cells);
    if (numbers === undefined) return row;
    unclear.push(numbers);
    return row.slice(cells.length);
  });
  const [first] = unclear;
  return { rest: rows.join('\n').replaceAll('\t', ' '), ...(first && { unclear: first }) };
}

function unclearNumbers(row: string): readonly string[] | undefined {
  const isRow = row.includes('\t') || row.split('|').length > 2;
  if (!isRow) return undefined;
  const [first = '', ...others] = row.split(/[\t|]/).map((cell) => cell.trim());
  // The first cell stands behind what was typed before the row was pasted.
  const cells = [first.split(/\s+/).at(-1) ?? '', ...others].filter((cell) => cell !== '');
  const numbers = [...new Set(cells.filter((cell) => /^\d+$/.test(cell) && isId(cell)))];
  const isUnclear = cells.some((cell) => !isId(cell) && resourceOf(cell) === undefined);
  return isUnclear && numbers.length > 1 ? numbers : undefined;
}

function isId(cell: string): boolean {
  return eventIdOf(cell) !== undefined;
}

/** What is said of such a row. Only its numbers are shown: a text in it may be a secret. */
export function unclearRowWords(numbers: readonly string[]): string {
  const named = numbers.slice(0, MOST_NAMED);
  const all = `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
  return `${all} stand in one row of a table: give its event ID alone.`;
}
