import { readFile, writeFile } from 'node:fs/promises';
import { markdownTable } from '../../support/markdown-table.ts';
import type { Outcome } from './run-proof.ts';

const BEGIN = '<!-- figures: written by npm run prove -- --write -->';
const END = '<!-- figures end -->';

/**
 * Writes what came of a run into a document, in the place of what stands between its two marks.
 * @param how the command that produces the figures
 * @throws Error where the document has no such place
 */
export async function writeFigures(
  path: string,
  outcomes: readonly Outcome[],
  how: string,
): Promise<void> {
  const text = await readFile(path, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error(`${path} has no place for figures: ${BEGIN} … ${END}`);
  const figures = [BEGIN, '', `\`${how}\``, '', figureTable(outcomes), '', END].join('\n');
  await writeFile(path, text.slice(0, begin) + figures + text.slice(end + END.length));
}

function figureTable(outcomes: readonly Outcome[]): string {
  return markdownTable([
    ['what is tried', 'how often', 'broken', 'measured', 'minutes'],
    ...outcomes.map(({ name, title, seconds, result, failure }) => [
      `${title} (\`${name}\`)`,
      Object.entries(result?.counts ?? {})
        .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
        .join(', '),
      failure === undefined ? String(result?.violations.length ?? 0) : 'not run to its end',
      (result?.notes ?? []).join('; ').replaceAll('|', '\\|'),
      (seconds / 60).toFixed(1),
    ]),
  ]);
}
