import { escapeText, foreign } from './mrkdwn.ts';

/** An https address of printable ASCII, without what ends a link in mrkdwn. */
const LINKABLE = /^https:\/\/[!-;=?-{}~]+$/;

/**
 * `reference 8C2F01` as a link to its card, where Slack gave one: only an https address is linked.
 */
export function cardLink(reference: string, link: string | undefined): string {
  const label = `reference ${foreign(reference, 10)}`;
  if (link === undefined || !LINKABLE.test(link)) return label;
  return `<${escapeText(link)}|${label}>`;
}
