import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import { addBotMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { factsOf } from './requests.ts';

/**
 * The question whether the webhooks arrived as versions before this one asked it: a message of the thread, with
 * the buttons that the card has now.
 */
export function askedInThread({ slack }: Sandbox, card: Message): Message {
  const text = `<@${people.requester}> doo should be done. Did they arrive?`;
  const buttons = (card.blocks ?? []).filter(({ block_id: id }) => id === 'arrival');
  if (objectsIn(buttons).length === 0) throw new Error('The card asks nothing');
  return addBotMessage(slack.workspace, people.approvals, {
    text,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }, ...buttons],
    thread_ts: card.ts,
    metadata: {
      event_type: 'doo_repush_line',
      event_payload: {
        v: 1,
        execution: String(factsOf(card).execution),
        line: 'arrival asked before',
        n: 0,
        kind: 'arrival_asked',
        state: String(factsOf(card).state),
      },
    },
  });
}
