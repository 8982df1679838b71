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
  return `The reason is ${count(over, 'character', 'characters')} too long for the card. Emoji and the signs & < > * _ ~ \` count more than once. Shorten it.`;
}

/** Said at the field that holds a token. */
export function tokenWords(field: string): string {
  return `Your ${field} contains a token. Remove it: everyone in the channel would see it. Slack has already seen it, so have it revoked.`;
}
