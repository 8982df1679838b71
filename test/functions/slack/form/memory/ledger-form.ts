import { offers, openForm } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { type ElementRef, findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import { objectsIn, stringAt } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { NOW_MS } from '../../../../support/any-card.ts';
import { formValues } from '../../../../support/command-form.ts';
import { type SeededCard, seedCards } from '../../../../support/seeded-ledger.ts';

export const ACME = '5101';
export const GLOBEX = '5102';
export const INITECH = '5103';

/** Who opens the form in these tests. */
export const noor = people.secondRequester;

const by = { by: people.approver, atMs: NOW_MS };
export const accepted: SeededCard['state'] = {
  kind: 'sent',
  approved: by,
  results: [{ eventId: '41231', outcome: { kind: 'accepted', items: 1 }, atMs: NOW_MS }],
};
export const rejected: SeededCard['state'] = { kind: 'rejected', rejected: by, reason: 'No' };

/** A ledger of these cards and no others, a minute between them, oldest first. */
export function onlyCards(sandbox: Sandbox, ...cards: readonly Partial<SeededCard>[]): void {
  const { slack, clock } = sandbox;
  slack.workspace.state.messages[people.approvals] = [];
  const sinceMs = clock.now() - 3_600_000;
  seedCards(
    slack.workspace,
    cards.map((card, index) => ({
      askedAtMs: sinceMs + index * 60_000,
      state: accepted,
      eventIds: ['41231'],
      organizationId: ACME,
      ...card,
    })),
  );
}

/** The ID that doo gives the first configuration whose name has this part. */
export function configurationId({ doo }: Sandbox, organization: string, name: string): string {
  const found = doo.data.configurations.find(
    (each) => String(each.organizationId) === organization && each.name.includes(name),
  );
  if (found === undefined) throw new Error(`no configuration ${name} of ${organization}`);
  return found.id;
}

/** A process that has just started may have no time left for the ledger: lets it load what it needs. */
export async function warmUp(sandbox: Sandbox): Promise<void> {
  await openForm(sandbox, noor, 'org:acme');
  await offers(sandbox, noor, 'configuration', '');
  await openForm(sandbox, noor);
  await type(sandbox, '1');
}

export const formOf = (sandbox: Sandbox) => sandbox.slack.client.openView(noor);

/** What the form holds, and what stands at its head. */
export function shown(sandbox: Sandbox) {
  const { organization, configuration } = formValues(sandbox, noor);
  const memory = objectsIn(formOf(sandbox)?.view.blocks ?? []).find(
    ({ block_id: id }) => id === 'memory',
  );
  return { organization, configuration, head: JSON.stringify(memory ?? '') };
}

/** Where a field of the open form is. */
export function fieldOf(sandbox: Sandbox, actionId: string): { viewId: string; ref: ElementRef } {
  const record = formOf(sandbox);
  const found = record && findElement(record.view.blocks, actionId);
  const blockId = found && stringAt(found.block, 'block_id');
  if (record === undefined || blockId === undefined) throw new Error(`no field ${actionId}`);
  return { viewId: record.view.id, ref: { blockId, actionId } };
}

export async function type(sandbox: Sandbox, eventIds: string): Promise<Delivery> {
  const { viewId, ref } = fieldOf(sandbox, 'event_ids');
  const delivery = await sandbox.slack.client.fill(noor, viewId, ref, eventIds);
  if (delivery === undefined) throw new Error('typing was not delivered');
  return delivery;
}

const LOOKED_UP = ['organization', 'configuration'];

export async function choose(sandbox: Sandbox, actionId: string, value: string): Promise<Delivery> {
  const { viewId, ref } = fieldOf(sandbox, actionId);
  const { client } = sandbox.slack;
  if (LOOKED_UP.includes(actionId)) await client.suggest(noor, viewId, ref, '');
  const delivery = await client.choose(noor, viewId, ref, value);
  if (delivery === undefined) throw new Error('the choice was not delivered');
  return delivery;
}

/** A delivery whose rebuilding Slack did not take, to be sent again in another order. */
export function held(sandbox: Sandbox, act: () => Promise<Delivery>): Promise<Delivery> {
  sandbox.slack.faults.add({ method: 'views.update', fault: 'http_500' });
  return act();
}
