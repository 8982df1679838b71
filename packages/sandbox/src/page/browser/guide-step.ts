import type { Message } from '../../slack/workspace/model.ts';
import type { Picture } from '../protocol.ts';

/** What the guidance looks at. */
export interface GuideFacts {
  readonly picture: Picture;
  readonly person: string;
  readonly isThreadOpen: boolean;
  /** Whether a channel is shown, where the command can be typed. */
  readonly isInChannel: boolean;
}

export interface GuideStep {
  readonly number: number;
  readonly text: string;
}

/** The next thing to try, from what has happened so far; one line. */
export function guideStep({ picture, person, isThreadOpen, isInChannel }: GuideFacts): GuideStep {
  const { workspace, messages, view, endpoint } = picture;
  const role = workspace.people.find(({ id }) => id === person)?.role ?? '';
  const isRequester = role.startsWith('Requester');
  const isApprover = role.startsWith('Approver');
  const card = messages[workspace.approvalsId]?.findLast(isCard);
  const state = card === undefined ? undefined : stateOf(card);

  if (view !== null && view.view.callback_id === 'request_form') {
    return {
      number: 2,
      text: 'Choose Acme and its CRM production, event 41231 and a window, say why, and ask for approval.',
    };
  }
  if (!isInChannel) return { number: 1, text: 'Requests are decided in the channel doo-repush.' };
  if (state === undefined) {
    return isRequester
      ? { number: 1, text: `Type ${workspace.command.name} below and press Enter.` }
      : { number: 1, text: 'Be René Requester, who wants webhooks sent again.' };
  }
  if (state === 'waiting') {
    return isApprover
      ? { number: 4, text: 'Read the card, then Approve and send.' }
      : {
          number: 3,
          text: 'Try to approve it yourself: you may not. Then be Ada Approver.',
        };
  }
  if (state === 'sending') return { number: 5, text: 'doo is being asked. Watch the card.' };
  const isArriving = endpoint.runs.some((run) => run.delivered + run.deadLettered < run.total);
  if (isArriving) {
    return { number: 5, text: 'doo took it. Watch the webhooks arrive under Traffic.' };
  }
  return isThreadOpen
    ? { number: 7, text: 'Now switch on a fault of doo under Faults, and ask again.' }
    : { number: 6, text: 'Open the card’s thread: it is the record of what happened.' };
}

function isCard({ metadata }: Message): boolean {
  return metadata !== undefined && typeof metadata.event_payload.state === 'string';
}

function stateOf({ metadata }: Message): string {
  return String(metadata?.event_payload.state);
}
