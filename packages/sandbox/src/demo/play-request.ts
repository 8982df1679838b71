import { cards, click, enter, offers, openForm, stateOf, submit, until } from '../driver.ts';
import type { Sandbox } from '../sandbox.ts';
import { findElement } from '../slack/blocks/parts.ts';
import type { Message } from '../slack/workspace/model.ts';
import { people } from '../slack/workspace/people.ts';
import { plain, readable } from './readable.ts';
import type { Scenario } from './scenarios.ts';

/** The result of the demo. */
export interface DemoSummary {
  /** The card's final state. */
  readonly state: string;
  /** How many items doo said it accepted. */
  readonly items: number;
  readonly dooCalls: number;
  /** How many webhooks the customer's system accepted. */
  readonly webhooksDelivered: number;
  /** How many of Slack's deliveries were answered after more than three seconds. */
  readonly lateAcks: number;
}

/**
 * A request from the command to the arrived webhooks, narrated line by line: a requester asks, may not
 * approve their own request, and a colleague approves it.
 */
export async function playRequest(
  sandbox: Sandbox,
  { told, organization, query, entries }: Scenario,
  say: (line: string) => void,
): Promise<DemoSummary> {
  const { slack, doo } = sandbox;
  const { requester, approver } = people;
  const nameOf = (id: string) => slack.workspace.user(id)?.real_name ?? id;
  const startMs = performance.now();
  const tell = (who: string, what: string) => {
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1).padStart(5);
    say(`${seconds} s  ${who.padEnd(15)} ${what}`);
  };
  const show = (message: Message) => {
    for (const line of readable(message, slack.workspace)) say(`${' '.repeat(25)}| ${line}`);
  };

  tell(nameOf(requester), 'types /doo-repush');
  await openForm(sandbox, requester);
  tell('Slack', 'opens the form');
  await enter(sandbox, requester, { organization });
  const offered = await offers(sandbox, requester, 'configuration', query);
  const names = offered.map(({ text }) => `"${text}"`).join(', ');
  tell(nameOf(requester), `chooses ${organization} and is offered ${names} from doo`);
  await enter(sandbox, requester, entries);
  tell(nameOf(requester), told);
  const { outcome, errors } = await submit(sandbox, requester);
  if (outcome !== 'closed') throw new Error(`The form stayed open: ${JSON.stringify(errors)}`);

  const card = await until('a card that can be decided', () => {
    const newest = cards(sandbox).at(-1);
    return findElement(newest?.blocks ?? [], 'approve') && newest;
  });
  tell('doo repush', 'checks the request with doo and posts the card');
  show(card);
  await click(sandbox, requester, card, 'approve');
  tell(nameOf(requester), 'clicks Approve and send, and is told privately:');
  say(
    `${' '.repeat(25)}| ${plain(slack.client.ephemerals(requester).at(-1)?.text ?? '', slack.workspace)}`,
  );
  await click(sandbox, approver, card, 'approve');
  tell(nameOf(approver), 'clicks Approve and send');

  const ended = await endOfSending(sandbox);
  tell('doo repush', 'asks doo, one call for each event and configuration, and reports');
  show(ended);
  const items = acceptedItems(ended);
  await until('all webhooks to arrive', () => (doo.delivered >= items ? true : undefined));
  tell('customer', `has received ${doo.delivered} webhooks`);
  const thread = () => slack.client.thread(people.approvals, card.ts).slice(1);
  await until('the outcomes in the thread', () =>
    thread().some(({ metadata }) => metadata?.event_payload.kind === 'outcomes') ? true : undefined,
  );
  tell('thread', 'keeps the record:');
  for (const line of thread()) show(line);

  return {
    state: stateOf(cards(sandbox).at(-1) ?? ended) ?? 'none',
    items,
    dooCalls: doo.calls.length,
    webhooksDelivered: doo.delivered,
    lateAcks: slack.deliveries.filter((each) => each.late).length,
  };
}

const MINUTE_MS = 60_000;
const MOST_MINUTES = 24 * 60;

/** The card once sending has ended; advances the clock while a call waits for its turn. */
async function endOfSending(sandbox: Sandbox): Promise<Message> {
  for (let minute = 0; minute <= MOST_MINUTES; minute++) {
    await sandbox.lambda.idle();
    const card = cards(sandbox).at(-1);
    const state = card && stateOf(card);
    if (card !== undefined && state !== 'waiting' && state !== 'sending') return card;
    sandbox.clock.advance(MINUTE_MS);
  }
  throw new Error('the request was not sent within a day');
}

/** Read from the card's metadata: `a412` is a target that doo accepted with 412 items. */
function acceptedItems(card: Message): number {
  const outcomes = card.metadata?.event_payload.outcomes;
  const accepted = typeof outcomes === 'string' ? outcomes.match(/\ba\d+/g) : null;
  return (accepted ?? []).reduce((sum, each) => sum + Number(each.slice(1)), 0);
}
