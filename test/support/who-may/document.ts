import { markdownTable } from '../markdown-table.ts';
import { ACTORS } from './actors.ts';
import { ACTIONS } from './table.ts';

/** The table of permissions, as docs/security.md shows it. */
export function whoMayTable(): string {
  return markdownTable([
    ['', ...ACTORS.map(({ words }) => words)],
    ...ACTIONS.map(({ words, may }) => [
      words,
      ...ACTORS.map(({ name }) => (may.some((each) => each === name) ? 'yes' : '–')),
    ]),
  ]);
}
