import { isWorkspaceState } from '@doo-repush/sandbox/slack/workspace/model';
import { exampleWorkspace, people } from '@doo-repush/sandbox/slack/workspace/people';
import { issueTrigger } from '@doo-repush/sandbox/slack/workspace/triggers';
import { expect, it } from 'vitest';
import { modal, textInput } from '../../support/slack-views.ts';
import { startSlack } from '../../support/started-slack.ts';

it('a restart from a written snapshot goes on where it was', async () => {
  const { requester, approvals } = people;
  const before = await startSlack();
  const { ts } = await before.api.chat.postMessage({ channel: approvals, text: 'card' });
  const trigger = issueTrigger(before.slack.workspace, requester, null);
  const view = modal([textInput('reason')]);
  const opened = await before.api.views.open({ trigger_id: trigger, view });
  const viewId = opened.view?.id ?? '';
  const field = { blockId: 'reason', actionId: 'text' };
  await before.slack.client.fill(requester, viewId, field, 'because');
  const written = JSON.stringify(before.slack.workspace.snapshot());
  await before.slack.stop();

  const state: unknown = JSON.parse(written);
  if (!isWorkspaceState(state)) throw new Error('not a state');
  const after = await startSlack({ state });
  expect(after.slack.client.openView(requester)).toMatchObject({
    view: { id: viewId },
    values: { reason: { text: { value: 'because' } } },
  });
  await after.api.chat.update({ channel: approvals, ts: ts ?? '', text: 'closed' });
  expect(after.slack.client.messages(approvals)).toMatchObject([{ ts, text: 'closed' }]);
  await after.slack.stop();
});

it('a snapshot is not touched by what happens later, and can be restored', async () => {
  const { slack, api } = await startSlack();
  const empty = slack.workspace.snapshot();
  await api.chat.postMessage({ channel: people.approvals, text: 'card' });
  expect(empty).toEqual(exampleWorkspace());
  slack.workspace.restore(empty);
  expect(slack.client.messages(people.approvals)).toEqual([]);
  await slack.stop();
});

it('a file that is no state is told apart', () => {
  expect(isWorkspaceState(exampleWorkspace())).toBe(true);
  expect(isWorkspaceState({ ...exampleWorkspace(), version: 2 })).toBe(false);
  expect(isWorkspaceState({ version: 1 })).toBe(false);
});

it('listeners hear of calls, deliveries and changes until they unsubscribe', async () => {
  const { slack, api } = await startSlack();
  const heard: string[] = [];
  const unsubscribe = slack.onChange((change) => heard.push(change));
  await api.chat.postMessage({ channel: people.approvals, text: 'card' });
  expect(heard).toEqual(['call', 'workspace']);
  unsubscribe();
  await api.auth.test();
  expect(heard).toHaveLength(2);
  await slack.stop();
});
