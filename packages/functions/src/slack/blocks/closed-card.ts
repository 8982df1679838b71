import type { CardPayload } from '../ledger/read.ts';
import type { StateName } from '../ledger/state.ts';
import { HEADINGS } from './headings.ts';
import { context, type Message, section } from './message.ts';
import { foreign, mention } from './text.ts';

/** How an execution ended that did not show its end on the card. */
export type Ending =
  | {
      readonly kind: 'failed' | 'stopped' | 'timed_out' | 'gone';
      /** False only where AWS's history proves that no call to doo was begun. */
      readonly mayHaveSent: boolean;
    }
  /** It ended well; `state` is the one in its result, if that can be read. */
  | { readonly kind: 'unshown'; readonly state: StateName | undefined };

const ENDINGS: Readonly<Record<Ending['kind'], string>> = {
  failed: 'AWS says that the execution failed.',
  stopped: 'AWS says that the execution was stopped.',
  timed_out: 'AWS says that the execution ran out of time.',
  gone: 'AWS says that the execution is no longer kept.',
  unshown:
    'The request ended, but this card could not be updated then: the person who asked was told directly.',
};

/** The state that a closed card carries. */
export function closedStateOf(ending: Ending): StateName {
  return ending.kind === 'unshown' ? (ending.state ?? 'failed') : 'failed';
}

/** The card of a request that ended without showing it, from its own metadata and AWS's word. */
export function buildClosedCard(payload: CardPayload, ending: Ending): Message {
  const { requester, resource, organization, configuration, reference } = payload;
  const events =
    payload.event_ids === undefined
      ? ''
      : ` of ${foreign(payload.event_ids.replaceAll(' ', ', '), 900)}`;
  const target = configuration === '*' ? 'every configuration' : foreign(configuration, 80);
  const ask = `${mention(requester)} asked to repush ${foreign(resource, 20)}${events} of ${foreign(organization, 80)} to ${target}.`;
  const heading = HEADINGS[closedStateOf(ending)];
  const what = [ENDINGS[ending.kind], ...consequence(ending)].join(' ');
  return {
    text: `${heading.replace(/^:[a-z_]+: /, '')}: ${ask} ${what} Reference ${reference}.`,
    blocks: [section(`*${heading}*\n${ask}`), section(what), context(`Reference ${reference}`)],
  };
}

function consequence(ending: Ending): readonly string[] {
  if (ending.kind === 'unshown' && ending.state !== undefined) return [];
  return ending.kind !== 'unshown' && !ending.mayHaveSent
    ? ['doo had not been asked, so nothing was sent. Ask again if it is still needed.']
    : [
        "doo may have been asked: look in the thread and in the customer's system before you ask again.",
      ];
}
