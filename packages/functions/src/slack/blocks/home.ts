import type { HomeView, KnownBlock } from '@slack/types';
import { ACTIONS, COMMAND } from '../ids.ts';
import type { LedgerCard } from '../ledger/read.ts';
import type { StateName } from '../ledger/state.ts';
import { HEADINGS } from './headings.ts';
import { context, section } from './message.ts';
import { foreign, mention, readerTime } from './text.ts';

/** What one person's Home tab shows. */
export interface Home {
  readonly channelId: string;
  /**
   * Requests to list, newest first. `not_shown`: to people who may neither ask nor decide;
   * `unreadable`: Slack did not show the channel in time.
   */
  readonly cards: readonly LedgerCard[] | 'not_shown' | 'unreadable';
  readonly mayAsk: boolean;
}

/** The Home tab: how it works, a button that opens the form, and the newest requests. */
export function buildHome(home: Home): HomeView & { blocks: KnownBlock[] } {
  const blocks: KnownBlock[] = [
    section(
      `*Repush doo webhooks*\nAsk with \`${COMMAND}\`. A colleague approves the request in <#${home.channelId}>, then doo is asked once for each event.`,
    ),
    ...(home.mayAsk ? [askButton()] : []),
    { type: 'divider' },
    ...requestBlocks(home),
  ];
  return { type: 'home', blocks };
}

function requestBlocks({ cards, channelId }: Home): KnownBlock[] {
  if (cards === 'not_shown')
    return [section('You may not ask for a repush here. Ask an administrator.')];
  if (cards === 'unreadable')
    return [
      section(
        `The newest requests could not be read just now: <#${channelId}> has them. Open this tab again in a moment.`,
      ),
    ];
  if (cards.length === 0) return [section('No recent requests.')];
  return [section('*Newest requests*'), ...cards.flatMap((card) => cardBlocks(card))];
}

function cardBlocks({ payload }: LedgerCard): KnownBlock[] {
  const { requester, resource, organization, configuration, state, asked_at: askedAt } = payload;
  const target = configuration === '*' ? 'every configuration' : foreign(configuration, 60);
  const when = askedAt === undefined ? '' : ` ${readerTime(askedAt * 1000)}`;
  return [
    section(
      `*${headingOf(state)}*\n${foreign(resource, 20)} of ${foreign(organization, 60)} to ${target}`,
    ),
    context(`${mention(requester)}${when} · Reference ${foreign(payload.reference, 10)}`),
  ];
}

function headingOf(state: string): string {
  return Object.hasOwn(HEADINGS, state) ? HEADINGS[state as StateName] : foreign(state, 30);
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
