import type { MessageMetadata } from '@slack/types';
import { type Form, FULL, formOf, ladderOf, type Rung, rungBelow } from '../messages/forms.ts';
import { refusalOf, refusedPart } from '../slack-api/errors.ts';
import type { Message } from '../slack-api/message.ts';

/**
 * Tries the forms of a message from richest to simplest until Slack accepts one.
 * @param write a single call that writes the form
 * @throws any error other than a refusal of a form, and the refusal of the last form
 */
export async function writeTaken<T>(
  message: Message,
  write: (form: Form) => Promise<T>,
  metadata?: MessageMetadata,
): Promise<T> {
  const ladder = ladderOf(message, metadata);
  let rung: Rung = FULL;
  for (;;) {
    try {
      return await write(formOf(message, rung, metadata));
    } catch (error) {
      const refused = refusedPart(refusalOf(error) ?? '');
      const below = refused && rungBelow(rung, refused, ladder);
      if (below === undefined) throw error;
      rung = below;
    }
  }
}
