import { isLocalTime } from '@doo-repush/core/doo/time';
import { COLUMNS, type Column } from '../columns.ts';
import { STYLES } from './parts.ts';

/** The workbook's only sheet as XML, from head to end, row by row (ECMA-376, part 1, 18.3). */

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LETTERS = COLUMNS.map((_, index) => columnLetters(index));
const LAST_LETTERS = LETTERS.at(-1) ?? 'A';

/** Everything before the first row of data: the frozen header row with its filters. */
export function sheetHead(timeZone: string): string {
  const widths = COLUMNS.map(
    ({ width }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const header = COLUMNS.map((column, index) =>
    textCell(`${LETTERS[index]}1`, STYLES.header, headingOf(column, timeZone)),
  );
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="${NAMESPACE}">`,
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0">',
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    '</sheetView></sheetViews>',
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`,
  ].join('');
}

/** A row of the sheet; the header is row 1. */
export function sheetRow(row: number, line: readonly string[]): string {
  const cells = COLUMNS.map((column, index) =>
    cellOf(`${LETTERS[index]}${row}`, column, line[index] ?? ''),
  );
  return `<row r="${row}">${cells.join('')}</row>`;
}

export function sheetEnd(lastRow: number): string {
  return `</sheetData><autoFilter ref="A1:${LAST_LETTERS}${lastRow}"/></worksheet>`;
}

/** The range that the filters cover. */
export function filteredRange(lastRow: number): string {
  return `$A$1:$${LAST_LETTERS}$${lastRow}`;
}

/** A column's heading; for times, with their zone. */
export function headingOf({ name, kind }: Column, timeZone: string): string {
  if (kind === 'utc') return `${name.replace(/_utc$/, '')} (UTC)`;
  return kind === 'local' ? `${name.replace(/_local$/, '')} (${timeZone})` : name;
}

/** A value that is not the number or time that its column requires stays text. */
function cellOf(place: string, { kind }: Column, cell: string): string {
  if (cell === '') return '';
  if (kind === 'number' && /^\d{1,15}$/.test(cell)) return numberCell(place, STYLES.number, cell);
  const day = kind === 'utc' || kind === 'local' ? serialDay(cell) : undefined;
  return day === undefined
    ? textCell(place, STYLES.text, cell)
    : numberCell(place, STYLES.time, String(day));
}

const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets. Counting from it is correct from March 1900 on. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
const FIRST_RIGHT_MS = Date.UTC(1900, 2, 1);

/** Days since day 0 for a clock time. */
function serialDay(clock: string): number | undefined {
  if (!isLocalTime(clock)) return undefined;
  const shownMs = Date.parse(`${clock.replace(' ', 'T')}Z`);
  return shownMs < FIRST_RIGHT_MS ? undefined : (shownMs - DAY_ZERO_MS) / DAY_MS;
}

function numberCell(place: string, style: number, value: string): string {
  return `<c r="${place}" s="${style}"><v>${value}</v></c>`;
}

/** An inline string, which no spreadsheet takes for a formula. */
function textCell(place: string, style: number, text: string): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/**
 * Escapes text so that it is read back unchanged: escapes markup, replaces characters that XML cannot hold,
 * and escapes what spreadsheets would take for an escaped character (ECMA-376, part 1, 22.9.2.19).
 */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, '\ufffd')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
