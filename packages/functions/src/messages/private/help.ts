import type { CommandText } from '@doo-repush/core/command/command';
import type { KnownBlock } from '@slack/types';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import { ACTIONS } from '../ids.ts';
import { button } from '../message.ts';
import { escapeText } from '../mrkdwn.ts';

/** Texts for one person in response to a command, a click or a form. */

/** Everything that the command understands; `command` is the stage's own. */
export function helpText(command: string): string {
  return [
    `\`${command}\` opens the form. A colleague approves in the channel before anything is sent.`,
    `\`${command} orders 41231 41232\` fills it in: what to send (orders, attendees, invitees, events, contacts) and event IDs or doo links.`,
    `\`${command} 41231 since:2h until:30m types:order_created rate:40 reason:"CRM outage" ticket:SUP-4411 org:acme\` fills in more, each up to the next. \`since:\` and \`until:\` take how long ago (\`2h\`, \`3 Tage\`) or a time (\`2026-11-20T14:30\`, \`20.11. 14:30\`, \`gestern 14:30\`). What I don't understand stays open in the form.`,
    'A pasted `curl` line of the old guide works too; its token and API key are dropped.',
    `\`${command} history 41231\` finds earlier requests by event ID, organization, @person or ticket, with \`since:30d\`; alone it shows the newest.`,
    `\`${command} again 8C2F01\` opens the form of a finished request, by the reference on its card.`,
    `\`${command} export since:30d\` sends you the requests as a spreadsheet, \`export csv\` as a CSV file; \`until:\` ends it earlier.`,
    'Slack takes no commands in threads: type them in the message field of the channel, or choose Repush webhooks… in the menu of a message, whose event IDs and times fill the form.',
    `\`${command} help\` shows this.`,
  ].join('\n');
}

/** A command line that was not understood at all, with the closest valid one to copy. */
export function notUnderstood(
  { message, suggestion }: Extract<CommandText, { kind: 'unreadable' }>,
  command: string,
): string {
  const line = escapeText(suggestion).replaceAll('`', "'");
  return [
    escapeText(message),
    `Did you mean \`${command} ${line}\`?`,
    `More: \`${command} help\``,
  ].join('\n');
}

/** The button next to it: opens the form for the line that was probably meant, or an empty one. */
export function openLineButton(line: string): KnownBlock {
  const label = 'Open this form: nothing is sent before you ask for approval';
  const value = line.length <= SLACK_LIMITS.buttonValue ? line : '';
  const opens = button(ACTIONS.openLine, 'Open this form', label, value || EMPTY_LINE);
  return { type: 'actions', elements: [opens] };
}

/** The line whose form a click on that button opens. */
export function lineOfButton(value: string | undefined): string {
  return value === EMPTY_LINE ? '' : (value ?? '');
}

/** Slack accepts no button without a value. */
const EMPTY_LINE = '-';
