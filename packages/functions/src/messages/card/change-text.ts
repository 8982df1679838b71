import type { Change } from '../../model/request-state.ts';
import { fitted } from '../../runtime/text.ts';
import { configurationWords } from '../configuration-text.ts';

const MAX_CHANGES_CHARS = 1_500;

/** What changed between the approval and the first call, one line each. */
export function changeWords(changes: readonly Change[]): string {
  const lines = changes.map((change) => `• ${lineOf(change)}`);
  return fitted(lines, '\n', MAX_CHANGES_CHARS, (left) => `• and ${left} more`);
}

function lineOf(change: Change): string {
  switch (change.kind) {
    case 'team':
      return 'the organization has another team in the doo secret';
    case 'gone':
      return `${configurationWords([change.before])} is no longer active in doo`;
    case 'configuration':
      return `${configurationWords([change.before])} is now ${configurationWords([change.now])}${hintOf(change)}`;
  }
}

/** Where what is shown of both is the same. */
function hintOf({ before, now }: Extract<Change, { kind: 'configuration' }>): string {
  const isShown = configurationWords([before]) !== configurationWords([now]);
  return isShown ? '' : ', in a part that is not shown here';
}
