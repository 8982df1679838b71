import type { ExecutionStatus } from '../../ops/execution-status.ts';
import type { CardPayload } from '../ledger/read.ts';
import { HEADINGS } from './headings.ts';
import { context, type Message, section } from './message.ts';
import { foreign, mention } from './text.ts';

const ENDINGS: Readonly<Record<ExecutionStatus, string>> = {
  RUNNING: 'is running',
  SUCCEEDED: 'ended without a report',
  FAILED: 'failed',
  STOPPED: 'was stopped',
  TIMED_OUT: 'ran out of time',
  gone: 'is no longer kept',
};

/**
 * The card of a request whose execution ended without a report, from its own metadata: before the
 * approval nothing was sent, after it nobody can say.
 */
export function buildClosedCard(payload: CardPayload, status: ExecutionStatus): Message {
  const {
    requester,
    resource,
    organization,
    configuration,
    event_ids: eventIds,
    reference,
  } = payload;
  const events =
    eventIds === undefined ? '' : ` of ${foreign(eventIds.replaceAll(' ', ', '), 900)}`;
  const target = configuration === '*' ? 'every configuration' : foreign(configuration, 80);
  const ask = `${mention(requester)} asked to repush ${foreign(resource, 20)}${events} of ${foreign(organization, 80)} to ${target}.`;
  const ended = `AWS says that the execution ${ENDINGS[status]}.`;
  const consequence =
    payload.state === 'waiting'
      ? 'It was not approved, so nothing was sent. Ask again if it is still needed.'
      : "It was approved, and doo may have been asked: look in the thread and in the customer's system before you ask again.";
  const text = `Ended without a result: ${ask} ${ended} ${consequence} Reference ${reference}.`;
  return {
    text,
    blocks: [
      section(`*${HEADINGS.failed}*\n${ask}`),
      section(`${ended} ${consequence}`),
      context(`Reference ${reference}`),
    ],
  };
}
