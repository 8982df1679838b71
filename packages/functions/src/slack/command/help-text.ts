import { COMMAND } from '../../messages/ids.ts';
import { escapeText } from '../../messages/mrkdwn.ts';
import { wentWrong } from '../../messages/private-text.ts';

/** Words that one person gets privately, in answer to a command, a click or a form. */

export const HELP = [
  '`/doo-repush` opens the form. A colleague approves the request in the channel before anything is sent.',
  '`/doo-repush orders 41231 41232` opens it filled in: a resource (orders, attendees, invitees, events, contacts) and event IDs, or their addresses in doo.',
  '`/doo-repush 41231 since:2h until:30m types:order_created rate:40 reason:"CRM outage" ticket:SUP-4411 org:acme` fills in more, in any order. `since:` and `until:` take how long ago (`30m`, `2h`, `3d`) or a time like `2026-11-20T14:30`.',
  'A pasted `curl` line of the old guide is read too; its token and API key are dropped.',
  '`/doo-repush history 41231` finds earlier requests: by event ID, organization, @person or ticket, with `since:30d`; alone it shows the newest.',
  '`/doo-repush again 8C2F01` opens the form of a finished request by the reference on its card.',
  '`/doo-repush export since:30d` sends you the requests as a spreadsheet, `export csv` as a CSV file; `until:` ends it earlier.',
  'Slack takes no command in a thread: type it in the message field of the channel, or press Ask for a repush on the Home tab of this app.',
  '`/doo-repush help` shows this.',
].join('\n');

/** A command line that was not understood, with the closest right one, which can be copied. */
export function notUnderstood(message: string, suggestion: string): string {
  const line = escapeText(suggestion).replaceAll('`', "'");
  return [
    `${escapeText(message)} No form was opened. Nothing was repushed.`,
    `The closest right form: \`${COMMAND} ${line}\``,
    `\`${COMMAND} help\` shows all of them.`,
  ].join('\n');
}

/** A command that AWS may have taken for `worker`, with the reference that is in the log. */
export function commandUnsure(reference: string): string {
  const what = 'Your command could not be handed over for certain: an answer may still come.';
  return wentWrong(what, reference);
}
