import type { ListVerdict } from '@doo-repush/core/repush/permissions';
import type { HomeView, KnownBlock } from '@slack/types';
import type { HomeRequests, Listed } from '../ledger/home-requests.ts';
import type { ChannelTrouble } from '../model/channel-trouble.ts';
import type { Permalink } from '../slack-api/permalink.ts';
import { channelWords } from './channel-text.ts';
import { ACTIONS } from './ids.ts';
import { context, section } from './message.ts';
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
  const words = `The requests cannot be shown here: <#${home.channelId}> has them.`;
  return { type: 'home', blocks: [...introBlocks(home), section(words)] };
}

function introBlocks({ channelId, mayAsk, command }: Home): KnownBlock[] {
  return [
    section(
      `*Repush doo webhooks*\nAsk with \`${command}\`. A colleague approves the request in <#${channelId}>, then doo is asked once for each event.`,
    ),
    ...(mayAsk ? [askButton()] : []),
    { type: 'divider' },
  ];
}

function requestBlocks(home: Home): KnownBlock[] {
  const { requests, extent, channelId, trouble } = home;
  if (trouble !== undefined && (requests === 'unsure' || extent !== 'whole'))
    return [section(`No request can be shown. ${channelWords(trouble, channelId)}`)];
  if (requests === 'unsure')
    return [
      section(
        'Slack could not say who you are just now, so no request is shown. Open this tab again in a moment.',
      ),
    ];
  if (requests === 'not_shown')
    return [section('You may not ask for a repush here. Ask an administrator.')];
  const { toDecide, ownOpen, newest } = requests;
  const isWhole = extent === 'whole';
  return [
    ...extentBlocks(extent, channelId),
    ...(home.isApprover
      ? listBlocks('Waiting for your decision', toDecide, home, isWhole && 'Nothing waits for you.')
      : []),
    ...(home.mayAsk
      ? listBlocks('Your open requests', ownOpen, home, isWhole && 'You have no open request.')
      : []),
    ...listBlocks('Newest requests', newest, home, isWhole && 'No recent requests.'),
  ];
}

function extentBlocks(extent: Home['extent'], channelId: string): KnownBlock[] {
  switch (extent) {
    case 'whole':
      return [];
    case 'beginning':
      return [context(':hourglass_flowing_sand: The requests are being read…')];
    case 'in_part':
      return [
        section(
          `Not all requests could be read just now: <#${channelId}> has them. Open this tab again in a moment.`,
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
        accessibility_label: 'Open the form that asks for a repush',
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
