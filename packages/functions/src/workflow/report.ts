import type { DooClient } from '@doo-repush/core/doo/client';
import { targetsOf } from '@doo-repush/core/repush/targets';
import type { DooAccess } from '../doo-access.ts';
import type { Card, CardState } from '../slack/blocks/card.ts';
import { resultMessage } from '../slack/blocks/direct.ts';
import type { TargetResult } from '../slack/blocks/outcome-words.ts';
import { type Line, OUTCOMES_A_MESSAGE } from '../slack/blocks/thread.ts';
import type { Decision } from './decide.ts';
import type { Run } from './run.ts';
import { sendAll } from './send-all.ts';

type Unsent = Extract<Decision, { kind: 'rejected' | 'cancelled' | 'expired' }>;
type Approved = Extract<Decision, { kind: 'approved' }>;

/** Closes the card of a request that was not approved. Nothing was sent. */
export async function closeUnsent(run: Run, decision: Unsent): Promise<Card> {
  const state = unsentState(decision);
  return finish(run, state, [{ mark: decision.kind, line: decision }]);
}

/** Sends what was approved and reports it; the send does not wait for Slack longer than briefly. */
export async function sendAndReport(run: Run, decision: Approved): Promise<Card> {
  const { durable, deps, writer, cardIn, request } = run;
  const { by, atMs } = decision;
  const approved = { by, atMs };
  const sending = cardIn({ kind: 'sending', approved });
  await writer.show('show approved', sending, 'brief');
  await writer.line('approved', { kind: 'approved', by, atMs }, sending, 'brief');
  const targets = targetsOf(request).length;
  await writer.line('sending', { kind: 'sending', targets }, sending, 'brief');

  const results = await sendAll(durable, request, atMs, {
    doo: () => clientOf(deps.access, request.organizationId),
    now: deps.now,
    random: deps.random,
    log: run.log,
  });

  const state: CardState = { kind: 'sent', approved, results };
  return finish(run, state, outcomeLines(results));
}

interface MarkedLine {
  readonly mark: string;
  readonly line: Line;
}

/** The card first, since people look there; when it cannot be shown the requester is told. */
async function finish(run: Run, state: CardState, lines: readonly MarkedLine[]): Promise<Card> {
  const card = run.cardIn(state);
  const shown = await run.writer.show('show end', card);
  for (const { mark, line } of lines) await run.writer.line(mark, line, card);
  if (!shown.ok)
    await run.writer.tell(
      'tell requester',
      run.requesterId,
      resultMessage(card, run.deps.channelId),
    );
  return card;
}

function unsentState(decision: Unsent): CardState {
  switch (decision.kind) {
    case 'rejected': {
      const { by, atMs, reason } = decision;
      return { kind: 'rejected', rejected: { by, atMs }, reason };
    }
    case 'cancelled':
      return { kind: 'cancelled', cancelled: { by: decision.by, atMs: decision.atMs } };
    case 'expired':
      return decision;
  }
}

function outcomeLines(results: readonly TargetResult[]): readonly MarkedLine[] {
  const lines: MarkedLine[] = [];
  for (let from = 0; from < results.length; from += OUTCOMES_A_MESSAGE) {
    const part = results.slice(from, from + OUTCOMES_A_MESSAGE);
    lines.push({ mark: `outcomes ${from + 1}`, line: { kind: 'outcomes', results: part } });
  }
  return lines;
}

async function clientOf(access: DooAccess, organizationId: string): Promise<DooClient> {
  const organization = await access.organization(organizationId);
  if (organization === undefined) throw new Error('the organization left the doo secret');
  return access.clientOf(organization);
}
