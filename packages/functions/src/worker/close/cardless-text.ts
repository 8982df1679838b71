import type { Ending } from '../../executions/ending.ts';
import { reopenBlocks } from '../../messages/card/buttons.ts';
import { section } from '../../messages/message.ts';
import type { Message } from '../../slack-api/message.ts';
import { endingWords } from './closed-card.ts';

/** To the requester: AWS ended the execution, and the channel has no card of it. */
export function endedWithoutCardMessage(
  ending: Ending,
  reference: string,
  executionArn: string,
): Message {
  const text = `Your request ended without a report, and it has no card. ${endingWords(ending)} Ref ${reference}`;
  return { text, blocks: [section(text), ...reopenBlocks(executionArn)] };
}
