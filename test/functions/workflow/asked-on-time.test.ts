import { expect, test } from 'vitest';
import { ADA } from '../../support/states/model.ts';
import { createWorld, pass, settle } from '../../support/states/world.ts';

const MINUTE_MS = 60_000;

test('the requester is asked about the arrival at the end of the estimate, however long the report took', async () => {
  const world = createWorld(1);
  const { slack, execution, clock } = world;
  await settle(world);
  let askedAtMs: number | undefined;
  let estimatedMs: number | undefined;
  const { addLine, editCard } = slack.channel;
  slack.channel.editCard = async (place, card) => {
    if (card.state.kind === 'sent' && card.state.followUp?.arrival?.kind === 'awaited') {
      estimatedMs = card.state.followUp.arrival.askAtMs;
      if (clock.nowMs < estimatedMs - 20_000) throw new Error('Slack is away');
    }
    return editCard(place, card);
  };
  slack.channel.addLine = (place, entry, message, mayBeThere) => {
    if (entry.mark === 'arrival asked') askedAtMs ??= clock.nowMs;
    return addLine(place, entry, message, mayBeThere);
  };
  const { callbackId = '' } = execution.openCallback() ?? {};
  execution.complete(callbackId, JSON.stringify({ v: 1, decision: 'approved', by: ADA }));
  await pass(world, 10 * MINUTE_MS);

  if (askedAtMs === undefined || estimatedMs === undefined) throw new Error('nothing was asked');
  expect(askedAtMs).toBeGreaterThanOrEqual(estimatedMs);
  expect(askedAtMs - estimatedMs).toBeLessThan(25_000);
});
