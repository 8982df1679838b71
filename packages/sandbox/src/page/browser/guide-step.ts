import type { Message, ViewRecord } from '../../slack/workspace/model.ts';
import type { Picture } from '../protocol.ts';

/** The facts that the guidance depends on. */
export interface GuideFacts {
  readonly picture: Picture;
  readonly person: string;
  readonly isThreadOpen: boolean;
  /** Whether a channel is shown, in which the command can be typed. */
  readonly isInChannel: boolean;
}

export interface GuideStep {
  readonly number: number;
  readonly text: string;
}

/** Fills in the form, except for the system to choose. */
const FIRST_LINE = '41231 org:acme since:30d reason:CRM was down';

/** The next thing to try, given what has happened so far; one line. */
export function guideStep({ picture, person, isThreadOpen, isInChannel }: GuideFacts): GuideStep {
  const { workspace, view, endpoint } = picture;
  const role = workspace.people.find(({ id }) => id === person)?.role ?? '';
  const isRequester = role.startsWith('Requester');
  const isApprover = role.startsWith('Approver');
  const state = newestCardState(picture);

  if (view !== null && view.view.callback_id === 'request_form') {
    return {
      number: 2,
      text: isOrganizationChosen(view)
        ? 'Send to CRM production. Look over the rest, then ask for approval.'
        : 'Choose Acme and its CRM production, event 41231 and any time. Say why, then ask for approval.',
    };
  }
  if (!isInChannel) return { number: 1, text: 'Requests are decided in the channel doo-repush.' };
  if (state === undefined) {
    return isRequester
      ? { number: 1, text: `Type ${workspace.command.name} ${FIRST_LINE} below and press Enter.` }
      : { number: 1, text: 'Switch to René Requester, who wants webhooks sent again.' };
  }
  if (state === 'waiting') {
    return isApprover
      ? { number: 4, text: 'Read the card, then Approve and send.' }
      : {
          number: 3,
          text: 'Try approving it yourself (you can’t). Then switch to Ada Approver.',
        };
  }
  if (state === 'sending') return { number: 5, text: 'doo is being called. Watch the card.' };
  const isArriving = endpoint.runs.some((run) => run.delivered + run.deadLettered < run.total);
  if (isArriving) {
    return { number: 5, text: 'doo accepted it. Watch the webhooks come in under Traffic.' };
  }
  return isThreadOpen
    ? { number: 7, text: 'Now break doo under Faults, and ask again.' }
    : { number: 6, text: 'Open the card’s thread: it is the record of what happened.' };
}

function isOrganizationChosen({ values }: ViewRecord): boolean {
  return Object.values(values).some(({ organization }) => organization?.selected_option);
}

/** The state of the newest card in the approval channel. */
export function newestCardState(picture: Picture | undefined): string | undefined {
  const card = picture?.messages[picture.workspace.approvalsId]?.findLast(isCard);
  return card === undefined ? undefined : stateOf(card);
}

function isCard({ metadata }: Message): boolean {
  return metadata !== undefined && typeof metadata.event_payload.state === 'string';
}

function stateOf({ metadata }: Message): string {
  return String(metadata?.event_payload.state);
}
