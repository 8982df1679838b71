import { referenceOf } from '@doo-repush/core/repush/reference';
import { waitingTimes } from '@doo-repush/core/repush/waiting';
import { threadDetails } from '../messages/card/details.ts';
import {
  notAskedMessage,
  repeatMessage,
  unpostableMessage,
} from '../messages/direct/request-messages.ts';
import { buttonValue } from '../model/button-values.ts';
import type { Card } from '../model/card.ts';
import { targetsOfChecked } from '../model/checked-request.ts';
import type { Decided } from '../model/request-state.ts';
import { inputSchema } from '../model/workflow-input.ts';
import type { WorkflowResult } from '../model/workflow-result.ts';
import { errorKind } from '../runtime/log.ts';
import { createLedgerWriter } from './channel/writer.ts';
import { check } from './check/check.ts';
import { isOverBound, learnMeanwhile } from './check/concurrent.ts';
import { readOvertaken } from './check/overtaken.ts';
import { createCheckWord } from './check/progress-message.ts';
import { linkForward, withPrevious } from './check/rerun.ts';
import type { Run, WorkflowDeps } from './context.ts';
import { awaitDecision, type Decision } from './decide.ts';
import type { Durable } from './durable.ts';
import { countOperations } from './operations.ts';
import { sendReceipt } from './receipt.ts';
import { createReminders, peopleToRemind } from './reminders.ts';
import { closeUnsent, sendAndReport } from './report.ts';
import { resultOfCard } from './result.ts';
import { tellPeople } from './tell-people.ts';

/**
 * One request from its check to its report: the only writer of its card, and always an end.
 * @throws ZodError when the execution was not started by a form of ours
 */
export async function runRepush(
  event: unknown,
  context: Durable,
  deps: WorkflowDeps,
): Promise<WorkflowResult> {
  const input = inputSchema.parse(event);
  const operations = countOperations(context);
  const { durable } = operations;
  const { requesterId } = input;
  const reference = referenceOf(deps.executionArn);
  const log = deps.log.with({ reference });
  const writer = createLedgerWriter(durable, deps.channel, deps.hastyChannel, deps.timeout, log);
  const ended = (result: WorkflowResult): WorkflowResult => {
    log.info('request_ended', { state: result.state, requesterId });
    return result;
  };
  const notAsked: WorkflowResult = { v: 1, reference, requesterId, state: 'not_asked' };

  const askedAtMs = await durable.step('asked', async () => deps.now());
  const { channelId } = deps;
  const checkWord = createCheckWord(writer, { requesterId, reference, channelId });
  const asked = { askedAtMs, sayItGoesOn: checkWord.say };
  const found = await check(durable, input, deps, asked, log);
  const again = found.ok
    ? await withPrevious(durable, deps.channel, input.previous, found.checked)
    : found;
  if (!again.ok) {
    await writer.tell(
      'tell requester',
      requesterId,
      notAskedMessage(again.problem, reference, deps),
    );
    await checkWord.ended();
    return ended(notAsked);
  }

  const { checked, previous } = again;
  const targets = targetsOfChecked(checked);
  operations.keepFor(targets.length, input.request.order);
  let { earlier } = checked;
  const { expiresAtMs, remindAtMs } = waitingTimes(askedAtMs, deps.waiting);
  const reminders = createReminders(durable, writer, {
    remindAtMs,
    expiresAtMs,
    people: peopleToRemind(deps, requesterId),
    now: deps.now,
  });
  const run: Run = {
    durable,
    operations,
    deps,
    writer,
    log,
    request: input.request,
    checked,
    targets,
    requesterId,
    responseUrl: input.responseUrl,
    askedAtMs,
    expiresAtMs,
    reminders,
    previous,
    checkWord,
    cardIn: (state) => ({
      checked: { ...checked, earlier },
      requesterId,
      askedAtMs,
      reference,
      executionArn: deps.executionArn,
      state,
      ...(previous !== undefined && { previous }),
      ...(deps.approverMention !== undefined && { mention: deps.approverMention }),
    }),
    learn: (facts) => {
      earlier = facts;
    },
  };
  try {
    const card = await decideAndEnd(run, reference);
    return ended(card === undefined ? notAsked : resultOfCard(card, writer.place()?.ts));
  } catch (error) {
    log.error('workflow_failed', { error: errorKind(error) });
    await showFailure(run);
    throw error;
  }
}

async function showFailure(run: Run): Promise<void> {
  const card = run.cardIn({ kind: 'failed' });
  const shown = await run.writer.showSurely('show failure', card);
  if (!shown.ok) await tellPeople(run, card);
}

/** @returns the card as it ended; `undefined` when it could not be posted */
async function decideAndEnd(run: Run, reference: string): Promise<Card | undefined> {
  const { deps, writer, requesterId } = run;
  const decision = await decide(run);
  await run.reminders.takeBack('decided');
  switch (decision.kind) {
    case 'unpostable': {
      const message = unpostableMessage(
        deps.channelId,
        decision.error,
        reference,
        deps.executionArn,
        writer.place() === undefined ? 'card' : 'thread',
      );
      await writer.tell('tell requester', requesterId, message);
      await run.checkWord.ended();
      if (writer.place() === undefined) return undefined;
      const atMs = await run.durable.step('not shown', async () => deps.now());
      return closeUnsent(run, { kind: 'expired', atMs, reason: 'not_shown' });
    }
    case 'too_many_open': {
      const tooMany = { code: 'too_many_open', limit: deps.maxOpenRequests } as const;
      const message = notAskedMessage(tooMany, reference, deps);
      const atMs = await run.durable.step('too many open', async () => deps.now());
      const card = await closeUnsent(run, { kind: 'expired', atMs, reason: 'too_many_open' });
      await writer.tell('tell requester', requesterId, message);
      await run.checkWord.ended();
      return card;
    }
    case 'approved':
      return sendAndReport(run, decision);
    default:
      return closeUnsent(run, decision);
  }
}

function decide(run: Run): Promise<Decision> {
  const { durable, operations, deps, writer, requesterId, askedAtMs, expiresAtMs } = run;
  const { previous, cardIn, reminders } = run;
  let askedOnceMore: Decided | undefined;
  const waitingCard = (callbackId: string | undefined) =>
    cardIn({
      kind: 'waiting',
      expiresAtMs,
      ...(deps.waiting.officeHours && { officeHours: deps.waiting.officeHours }),
      ...(callbackId !== undefined && {
        buttonValue: buttonValue({ executionArn: deps.executionArn, callbackId, requesterId }),
      }),
      ...(askedOnceMore !== undefined && { askedOnceMore }),
    });
  const [lines = [], ...rest] = threadDetails(run.checked);
  let card: Card | undefined;
  return awaitDecision(durable, {
    requesterId,
    expiresAtMs,
    hasRoom: operations.hasRoom,
    now: deps.now,
    people: deps.people,
    show: async (round, callbackId) => {
      card = waitingCard(callbackId);
      if (round > 1) {
        const shown = await writer.showSurely(`show buttons ${round}`, card);
        await writer.showAgain(`show buttons ${round} again`, card);
        await writer.withdrawCopies(`withdraw copies ${round}`, card);
        return shown;
      }
      const first = waitingCard(undefined);
      const posted = await writer.post(first);
      if (!posted.ok) return posted;
      if (await isOverBound(run, posted.place)) return 'too_many_open';
      const line = { kind: 'requested', by: requesterId, atMs: askedAtMs, lines } as const;
      const asked = await writer.require('requested', line, first);
      if (!asked.ok) return asked;
      for (const [index, more] of rest.entries()) {
        const details = { kind: 'details', lines: more } as const;
        const written = await writer.require(`details ${index + 2}`, details, first);
        if (!written.ok) return written;
      }
      const meanwhile = await learnMeanwhile(run, card, posted.place);
      if (meanwhile !== undefined) {
        run.learn(meanwhile);
        card = waitingCard(callbackId);
      }
      const shown = await writer.showSurely('show buttons 1', card);
      if (!shown.ok) return shown;
      if (previous) await linkForward(durable, deps.channel, previous, card, posted.place);
      const repeat = repeatMessage(card.checked.earlier, deps.channelId);
      if (repeat !== undefined) await writer.tell('tell repeat', requesterId, repeat, 'brief');
      await run.checkWord.passed();
      const to = { requesterId, responseUrl: run.responseUrl, hasMessage: run.checkWord.isSaid() };
      await sendReceipt(durable, to, card, posted.place, deps);
      return posted;
    },
    remind: async (round, answered) => {
      if (card !== undefined) await reminders.untilAnswered(round, answered, card);
    },
    asksOnceMore: async (round, { by, atMs }) => {
      if (card === undefined) return false;
      const { earlier, isNew } = await readOvertaken(run, `earlier at decision ${round}`, card);
      run.learn(earlier);
      if (!isNew) return false;
      askedOnceMore = { by, atMs };
      const line = { kind: 'asked_once_more', by, atMs } as const;
      await writer.line(`asked once more ${round}`, line, waitingCard(undefined), 'brief');
      return true;
    },
    refused: async (round, refusal) => {
      if (card === undefined) return;
      const line = { kind: 'decision_refused', ...refusal } as const;
      await writer.line(`decision refused ${round}`, line, card, 'brief');
    },
  });
}
