import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { ConfirmationDialog } from '@slack/types';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import { cut, fitted, plainForeign } from '../../runtime/text.ts';
import { plainHosts, systemWords } from '../configuration-text.ts';
import { plain } from '../message.ts';
import { whatWords } from './request-text.ts';
import { windowWords } from './window-text.ts';

const MAX_TITLE_CHARS = 30;
const MAX_NAME_CHARS = 45;
const MAX_IDS_CHARS = 45;

/** The last gate: what, how far back, and to which system. Red where nothing limits it. */
export function approveConfirm(checked: CheckedRequest): ConfirmationDialog {
  const { request } = checked;
  const window = windowWords(request, checked.window.timeZone);
  const what = whatWords(checked, plainForeign, MAX_TITLE_CHARS);
  const scope =
    window === undefined
      ? `${everyOf(what, request.resource)}${idsOf(checked)}, however old,`
      : `${what}${idsOf(checked)} last updated ${window}`;
  const body = `doo will send ${scope} to ${whereTo(checked)}.`;
  const end = " You can't undo this.";
  return {
    title: plain('Approve and send?'),
    text: plain(`${cut(body, SLACK_LIMITS.confirmText - end.length)}${end}`),
    confirm: plain('Approve and send'),
    deny: plain('Go back'),
    ...(window === undefined && { style: 'danger' as const }),
  };
}

/** `every order of 3 events`, `every contact`. */
function everyOf(what: string, resource: CheckedRequest['request']['resource']): string {
  const { singular, plural } = RESOURCES[resource];
  return what.replace(new RegExp(`^(?:all )?${plural}`), `every ${singular}`);
}

function idsOf({ request }: CheckedRequest): string {
  if (!('eventIds' in request) || request.eventIds.length === 1) return '';
  return ` (${fitted(request.eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`)})`;
}

function whereTo(checked: CheckedRequest): string {
  const [only] = checked.configurations;
  const systems = systemWords(checked, (name) => plainForeign(name, MAX_NAME_CHARS));
  return only === undefined || checked.configurations.length > 1
    ? systems
    : `${systems} (${plainHosts(only) || 'endpoint unknown'})`;
}
