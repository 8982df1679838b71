import { holdsToken } from '@doo-repush/core/command/credential-scan';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import { isVisible } from '@doo-repush/core/typed-text';
import { overLength } from '../../messages/mrkdwn.ts';
import { count } from '../../runtime/text.ts';

/**
 * What is wrong with a reason, as a sentence for the person who typed it: what is accepted is shown as
 * a whole.
 * @param missing said where it shows nothing
 */
export function reasonFault(reason: string, missing: string): string | undefined {
  if (!isVisible(reason)) return missing;
  if (holdsToken(reason)) return tokenWords('reason');
  const over = overLength(reason, MAX_REASON_CHARS);
  if (over === 0) return undefined;
  return `The reason is too long for the card, by ${count(over, 'character', 'characters')}: most signs of an emoji count, and so does what & < > * _ ~ \` need there to stay text. Shorten it.`;
}

/** Said at the field that holds a token. */
export function tokenWords(field: string): string {
  return `The ${field} holds a token, which would stand on the card. Remove it, and have it revoked: Slack has received it.`;
}
