import { cards } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  linesOf,
  passTime,
  press,
  stateOf,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();

afterEach(() => {
  delete product().slack.workspace.state.refusesOrphanReplies;
});

/** Removes a card with its whole thread, as an administrator can. */
function removeThread({ ts }: Message): void {
  const { workspace } = product().slack;
  workspace.state.messages[people.approvals] = (
    workspace.state.messages[people.approvals] ?? []
  ).filter((message) => message.ts !== ts && message.thread_ts !== ts);
  workspace.changed();
}

const accepted = async (): Promise<Message> =>
  press(product(), people.approver, await ask(product()), 'approve');

/** The bot's messages in the channel's root that are not cards. */
const strays = () =>
  product()
    .slack.client.messages(people.approvals)
    .filter(({ metadata }) => metadata?.event_type === 'doo_repush_line');

const cardOf = (earlier: Message) =>
  cards(product()).find((card) => factsOf(card).execution === factsOf(earlier).execution);

/** The replacement of a deleted card, once the question has been posted below it. */
async function askedAgain(earlier: Message): Promise<Message> {
  const asked = () => {
    const card = cardOf(earlier);
    return card && linesOf(product(), card).some((line) => line.includes('Did they reach'))
      ? card
      : undefined;
  };
  await passTime(product(), () => asked() !== undefined, { stepMs: 60_000, steps: 600 });
  const card = asked();
  if (card === undefined) throw new Error('nothing is asked');
  return card;
}

describe('the question below a card that was deleted with its thread', () => {
  it.each([
    ['where Slack shows a reply to nothing in the root', false],
    ['where Slack refuses a reply to nothing', true],
  ])('is posted below the replacement card (%s)', async (_, refused) => {
    const before = await accepted();
    product().slack.workspace.state.refusesOrphanReplies = refused;
    removeThread(before);
    const card = await askedAgain(before);
    expect(stateOf(card)).toBe('accepted');
    expect(wordsOf(card)).toContain('Reposted: someone deleted the original');
    expect(strays()).toEqual([]);
    expect(linesOf(product(), card).filter((line) => line.includes('Did they reach'))).toHaveLength(
      1,
    );
  });

  it.each(['http_500', 'reset_before', 'reset_after'] as const)(
    'does not stay in the root where taking it away goes wrong (%s)',
    async (fault) => {
      const before = await accepted();
      removeThread(before);
      product().slack.faults.add({ method: 'chat.delete', fault });
      await askedAgain(before);
      expect(strays()).toEqual([]);
    },
  );

  it('does not stay in the root if the response to its post is lost', async () => {
    const before = await accepted();
    removeThread(before);
    product().slack.faults.add({ method: 'chat.postMessage', fault: 'reset_after' });
    await askedAgain(before);
    expect(strays()).toEqual([]);
  });

  it('does not stay in the root if the process dies before removing it', async () => {
    const sandbox = product();
    const before = await accepted();
    removeThread(before);
    sandbox.slack.faults.add({ method: 'chat.delete', fault: 'hang' });
    const isDeleting = () => sandbox.slack.calls.at(-1)?.method === 'chat.delete';
    let killed = 0;
    const forget = sandbox.slack.onChange((change) => {
      if (change !== 'call' || !isDeleting() || killed > 0) return;
      killed += 1;
      void sandbox.hosts.repush.killAll();
    });
    await askedAgain(before);
    forget();
    expect(killed).toBe(1);
    expect(strays()).toEqual([]);
  });

  it('is replaced by text without buttons if Slack refuses to delete it', async () => {
    const before = await accepted();
    removeThread(before);
    const refusal = { error: 'cant_delete_message' };
    product().slack.faults.add({ method: 'chat.delete', fault: refusal });
    await askedAgain(before);
    expect(strays()).toEqual([]);
    const note = product()
      .slack.client.messages(people.approvals)
      .find(({ text }) => text.startsWith('This belonged below a card that was deleted.'));
    expect(note?.blocks).toMatchObject([{ type: 'section' }]);
    expect(note).not.toHaveProperty('metadata');
  });
});

describe('the line that links to a rerun', () => {
  it('does not stay in the root if the earlier card is gone', async () => {
    const sandbox = product();
    const { client, workspace } = sandbox.slack;
    const before = await accepted();
    await client.click(people.requester, { channelId: people.approvals, ts: before.ts }, 'again');
    const forget = sandbox.slack.onChange((change) => {
      const posted = cards(sandbox).at(-1);
      const isNew = factsOf(posted ?? before).execution !== factsOf(before).execution;
      if (
        change === 'workspace' &&
        isNew &&
        workspace.state.messages[people.approvals]?.some(({ ts }) => ts === before.ts)
      )
        removeThread(before);
    });
    const view = client.openView(people.requester);
    await client.submit(people.requester, view?.view.id ?? '');
    await sandbox.lambda.idle();
    forget();
    const [card] = cards(sandbox).slice(-1);
    expect(card && stateOf(card)).toBe('waiting');
    expect(strays()).toEqual([]);
    const links = executionOf(sandbox, card ?? before).operations.filter(
      ({ name }) => name === 'link forward',
    );
    expect(links).toMatchObject([{ status: 'SUCCEEDED' }]);
  });
});

describe('a line by worker below a card that is deleted while it is being closed', () => {
  it('does not stay in the root', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
    const unknown = await press(sandbox, people.approver, waiting, 'approve');
    expect(stateOf(await endOf(sandbox, unknown))).toBe('unknown');
    sandbox.lambda.control.stop(executionOf(sandbox, unknown).arn);
    const forget = sandbox.slack.onChange((change) => {
      if (change !== 'call' || sandbox.slack.calls.at(-1)?.method !== 'chat.postMessage') return;
      removeThread(unknown);
    });
    await sandbox.hosts.worker.invoke({ v: 1, task: 'close', ts: unknown.ts });
    forget();
    expect(cardOf(unknown)).toBeUndefined();
    expect(strays()).toEqual([]);
  });
});
