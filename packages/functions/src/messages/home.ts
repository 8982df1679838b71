import type { ListVerdict } from '@doo-repush/core/repush/permissions';
import type { HomeView, KnownBlock } from '@slack/types';
import type { HomeRequests, Listed } from '../ledger/home-requests.ts';
import type { ChannelTrouble } from '../model/channel-trouble.ts';
import type { Permalink } from '../slack-api/permalink.ts';
import { channelWords } from './channel-text.ts';
import { ACTIONS } from './ids.ts';
import { context, section } from './message.ts';
import { recentDaysBlocks } from './recent-days.ts';
import { requestLines } from './request-summary.ts';

/** What one person's Home tab shows. */
export interface Home {
  readonly channelId: string;
  /** The slash command of the stage. */
  readonly command: string;
  readonly mayAsk: boolean;
  readonly isApprover: boolean;
  /** `not_shown`: to people who may neither ask nor decide; `unsure`: Slack could not say whether. */
  readonly requests: HomeRequests | 'not_shown' | 'unsure';
  /**
   * How far the channel was read: `beginning` while the rest is on its way, `in_part` where Slack
   * did not show the rest in time.
   */
  readonly extent: 'whole' | 'beginning' | 'in_part';
  /** What keeps the app from the channel, and therefore from all or from the rest. */
  readonly trouble?: ChannelTrouble | undefined;
  readonly permalink: Permalink;
}

/** The Home tab: how it works, a button that opens the form, and the requests of this person. */
export function buildHome(home: Home): HomeView & { blocks: KnownBlock[] } {
  return { type: 'home', blocks: [...introBlocks(home), ...requestBlocks(home)] };
}

/** The Home tab where Slack does not take the requests in it. */
export function buildShortHome(home: Home): HomeView & { blocks: KnownBlock[] } {
  const words = `Slack doesn't show the requests here: <#${home.channelId}> has them.`;
  return { type: 'home', blocks: [...introBlocks(home), section(words)] };
}

function introBlocks({ channelId, mayAsk, command }: Home): KnownBlock[] {
  return [
    section(
      `*Repush doo webhooks*\nType \`${command}\` anywhere. A colleague approves in <#${channelId}>, then doo sends.`,
    ),
    ...(mayAsk ? [askButton()] : []),
    { type: 'divider' },
  ];
}

function requestBlocks(home: Home): KnownBlock[] {
  const { requests, extent, channelId, trouble } = home;
  if (trouble !== undefined && (requests === 'unsure' || extent !== 'whole'))
    return [section(`The requests can't be shown. ${channelWords(trouble, channelId)}`)];
  if (requests === 'unsure')
    return [
      section(
        "Slack couldn't say who you are, so no requests are shown. Open this tab again in a moment.",
      ),
    ];
  if (requests === 'not_shown') return [section("You don't have access yet. Ask an admin.")];
  const { waiting, ownOpen, newest, days } = requests;
  const isWhole = extent === 'whole';
  return [
    ...extentBlocks(extent, channelId),
    ...listBlocks('Waiting for you', waiting, home, isWhole && "You're all caught up."),
    ...(home.mayAsk
      ? listBlocks('Your open requests', ownOpen, home, isWhole && 'No open requests.')
      : []),
    ...(isWhole ? recentDaysBlocks(days) : []),
    ...listBlocks('Recent requests', newest, home, isWhole && 'No recent requests.'),
  ];
}

function extentBlocks(extent: Home['extent'], channelId: string): KnownBlock[] {
  switch (extent) {
    case 'whole':
      return [];
    case 'beginning':
      return [context(':hourglass_flowing_sand: Reading the requests…')];
    case 'in_part':
      return [
        section(
          `Some requests couldn't be read just now: <#${channelId}> has them. Open this tab again in a moment.`,
        ),
      ];
  }
}

/** @param empty what to say of a list without an entry; `false`: nothing, since one may yet be found */
function listBlocks(
  title: string,
  { cards, total }: Listed,
  { permalink, channelId }: Home,
  empty: string | false,
): KnownBlock[] {
  if (total === 0) return empty === false ? [] : [section(`*${title}*\n${empty}`)];
  const heading: KnownBlock = { type: 'header', text: { type: 'plain_text', text: title } };
  const hidden = total - cards.length;
  return [
    heading,
    ...cards.map((card) => section(requestLines(card, permalink))),
    ...(hidden > 0 ? [context(`and ${hidden} more, in <#${channelId}>`)] : []),
  ];
}

function askButton(): KnownBlock {
  return {
    type: 'actions',
    block_id: ACTIONS.ask,
    elements: [
      {
        type: 'button',
        action_id: ACTIONS.ask,
        style: 'primary',
        text: { type: 'plain_text', text: 'Ask for a repush' },
        accessibility_label: 'Ask for a repush: opens the form',
      },
    ],
  };
}

/** Why the Home tab shows a person no request: what Slack could not say is not told as a no. */
export function hiddenBecause(
  verdict: Extract<ListVerdict, { readonly allowed: false }>,
): 'not_shown' | 'unsure' {
  return verdict.reason === 'unverifiable' ? 'unsure' : 'not_shown';
}
