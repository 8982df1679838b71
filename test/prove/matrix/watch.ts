import { cards, stateOf } from '@doo-repush/sandbox/driver';
import { isJsonObject, type JsonValue, stringAt } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Lab } from './lab.ts';

/** What one run has left behind so far, for people and in doo. */
export interface Watch {
  /** The cards of the run, oldest first. */
  cards(): readonly Message[];
  /**
   * Everything that told people what became of what they did: private answers, direct messages,
   * notices, lines that refuse a decision or an answer, and what the schedule of `worker` says in the
   * channel to whoever asked for an execution without a card.
   */
  told(): readonly string[];
  /** Lines of a thread that stand in the channel's root. */
  strays(): readonly Message[];
  /** The executions that the run started. */
  executions(): ReturnType<Lab['sandbox']['lambda']['executions']>;
  /** The init calls of the run, as doo saw them. */
  initCalls(): ReturnType<Lab['sandbox']['doo']['initCalls']>;
}

const WATCHED = [people.requester, people.approver] as const;

export function watch(lab: Lab): Watch {
  const { sandbox } = lab;
  const { slack, lambda, doo } = sandbox;
  const sizes = {
    cards: cards(sandbox).length,
    executions: lambda.executions().length,
    initCalls: doo.initCalls().length,
  };
  const readers = WATCHED.flatMap((userId) => [
    () => slack.client.ephemerals(userId).map(({ text }) => text),
    () => slack.client.directMessages(userId).map((message) => wordsOf(message)),
    () => slack.client.notices(userId).map(({ text }) => text),
  ]).map((read) => ({ read, known: read().length }));
  const own = () => cards(sandbox).slice(sizes.cards);
  const strays = () =>
    slack.client
      .messages(people.approvals)
      .filter(({ metadata }) => metadata?.event_type === 'doo_repush_line');
  const refusedInThread = () =>
    own().flatMap((card) =>
      marksOf(lab, card).filter((mark) => /^(decision|answer) refused/.test(mark)),
    );
  const executions = () => lambda.executions().slice(sizes.executions);
  const namedInChannel = () =>
    slack.client
      .messages(people.approvals)
      .filter(({ metadata }) => metadata?.event_type === 'doo_repush_reconcile')
      .flatMap((message) => wordsOf(message).replaceAll('\u200b', '').split('\n'))
      .filter((line) => line.includes(`<@${people.requester}>`))
      .filter((line) => executions().some(({ name }) => line.includes(name)));
  return {
    cards: own,
    strays,
    told: () => [
      ...readers.flatMap(({ read, known }) => read().slice(known)),
      ...refusedInThread(),
      ...namedInChannel(),
    ],
    executions,
    initCalls: () => doo.initCalls().slice(sizes.initCalls),
  };
}

/** Everything that a person reads in a message. */
export function wordsOf(message: Message): string {
  return [message.text, ...texts(message.blocks ?? [])].join('\n');
}

export function hasButton(card: Message, actionId: string): boolean {
  return JSON.stringify(card.blocks ?? []).includes(`"action_id":"${actionId}"`);
}

/** The marks of the lines in a card's thread, in their order. */
export function marksOf({ sandbox }: Lab, card: Message): readonly string[] {
  const [, ...lines] = sandbox.slack.client.thread(people.approvals, card.ts);
  return lines.map(({ metadata }) => {
    const payload = metadata?.event_payload;
    return isJsonObject(payload) ? (stringAt(payload, 'line') ?? '') : '';
  });
}

export { stateOf };

function texts(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    name === 'text' && typeof field === 'string' ? [field] : texts(field),
  );
}
