import { guideStep } from '@doo-repush/sandbox/page/browser/guide-step';
import type { Picture } from '@doo-repush/sandbox/page/protocol';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import {
  openPage,
  type PageClient,
  startTestPage,
  stateFolder,
} from '../../support/started-page.ts';

const { requester, approver, guest, approvals } = people;

function stepOf(picture: Picture, person: string, isThreadOpen = false) {
  return guideStep({ picture, person, isThreadOpen, isInChannel: true });
}

/** A picture in which the newest card has this state. */
function withCard(picture: Picture, state: string): Picture {
  const card = {
    type: 'message' as const,
    ts: '1.000001',
    user: people.botUser,
    team: people.team,
    text: 'A card',
    metadata: { event_type: 'doo_repush_card', event_payload: { state } },
  };
  return { ...picture, messages: { [approvals]: [card] } };
}

test('the guidance follows what has happened', async () => {
  const page = await startTestPage(await stateFolder());
  const client: PageClient = await openPage(page.url);
  const fresh = await client.picture(requester);
  expect(stepOf(fresh, requester).text).toContain('Type /doo-repush');
  expect(stepOf(fresh, guest).text).toContain('Switch to René');

  const command = { person: requester, channelId: approvals, command: '/doo-repush', text: '' };
  await client.act('command', command);
  expect(stepOf(await client.picture(requester), requester).text).toContain('ask for approval');

  const waiting = withCard(fresh, 'waiting');
  expect(stepOf(waiting, requester).text).toContain('you can’t');
  expect(stepOf(waiting, approver).text).toContain('Approve and send');

  const accepted = withCard(fresh, 'accepted');
  const run = { id: 'r1', resource: 'orders', total: 412, delivered: 3, deadLettered: 0 };
  const arriving = { ...accepted, endpoint: { ...accepted.endpoint, runs: [run] } };
  expect(stepOf(arriving, approver).text).toContain('come in');
  expect(stepOf(accepted, approver).text).toContain('thread');
  expect(stepOf(accepted, approver, true).text).toContain('break doo');
  expect(stepOf(withCard(fresh, 'sending'), approver).number).toBe(5);
});
