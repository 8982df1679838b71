import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type Entry, OWN, type Typed } from './entries.ts';

const COLUMNS = ['name', 'organizationId', 'teamId', 'credentials'] as const;
const NEEDED: readonly string[] = COLUMNS.slice(0, 3);

export type ReadCsv =
  | { readonly ok: true; readonly rows: readonly Typed[] }
  | { readonly ok: false; readonly fault: string };

/** Excel's own first line, which names the delimiter. */
const SEPARATOR_LINE = /^\uFEFF?sep=(.)\r?\n/i;
/** What a spreadsheet would calculate, and the mark that keeps it from doing so. */
const FORMULA = /^[=+\-@\t]/;
const MARKED_FORMULA = /^'(?=[=+\-@\t])/;

/** Reads a CSV of organizations as spreadsheets write it: with commas, semicolons or tabs. */
export function readCsv(text: string): ReadCsv {
  const [separatorLine = '', separator] = SEPARATOR_LINE.exec(text) ?? [];
  const body = text.slice(separatorLine.length);
  const skippedLines = separatorLine === '' ? 0 : 1;
  try {
    const records: string[][] = parse(body, {
      bom: true,
      delimiter: separator ?? delimiterOf(body),
      on_record: (record: string[], { lines }) => [String(lines), ...record],
      relax_column_count: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
    const [head, ...rows] = records;
    const columns = (head ?? []).slice(1).map(columnOf);
    const fault = headFault(columns);
    if (fault !== undefined) return { ok: false, fault };
    return {
      ok: true,
      rows: rows.map(([line, ...record]) => ({
        place: `line ${Number(line) + skippedLines}`,
        fields: Object.fromEntries(
          columns.map((column, index) => [
            column ?? '',
            (record[index] ?? '').replace(MARKED_FORMULA, ''),
          ]),
        ),
      })),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines + skippedLines : undefined;
    return { ok: false, fault: `line ${line ?? '?'}: its quotation marks do not match` };
  }
}

/** The organizations as a CSV that `readCsv` reads; credentials are named and never written. */
export function csvOf(entries: readonly Entry[]): string {
  const cell = (text: string) => (FORMULA.test(text) ? `'${text}` : text);
  return stringify([
    [...COLUMNS],
    ...entries.map(({ name, organizationId, teamId, credentials }) => [
      cell(name),
      organizationId,
      cell(teamId),
      cell(credentialsWord(credentials)),
    ]),
  ]);
}

/** How the credentials of an organization are named. */
export function credentialsWord(credentials: unknown): string {
  if (credentials === undefined) return '';
  return typeof credentials === 'string' ? credentials : OWN;
}

function delimiterOf(text: string): string {
  const [head = ''] = text.split('\n', 1);
  const [first = ','] = [',', ';', '\t'].toSorted(
    (a, b) => head.split(b).length - head.split(a).length,
  );
  return first;
}

function columnOf(head: string): (typeof COLUMNS)[number] | undefined {
  const letters = head.toLowerCase().replace(/[ _-]/g, '');
  return COLUMNS.find((column) => column.toLowerCase() === letters);
}

function headFault(columns: readonly (string | undefined)[]): string | undefined {
  const unknown = columns.indexOf(undefined);
  if (unknown !== -1)
    return `line 1: column ${unknown + 1} is not known. Known are ${COLUMNS.join(', ')}.`;
  const missing = NEEDED.filter((column) => !columns.includes(column));
  if (missing.length > 0) return `line 1: there is no column ${missing.join(', ')}`;
  return new Set(columns).size === columns.length ? undefined : 'line 1: a column stands twice';
}
