import type { Card } from '@doo-repush/functions/model/card';
import type { Message } from '@doo-repush/functions/slack-api/message';
import type { Channel, Place, Written } from '@doo-repush/functions/workflow/channel/channel';

/** What may happen to a write to Slack. */
export const WRITE_FAULTS = [
  'not written',
  'written, answer lost',
  'arrives late',
  'refused for good',
] as const;
export type WriteFault = (typeof WRITE_FAULTS)[number];

/** How long an abandoned edit may be in flight. */
const LATE_MS = 10_000;

export interface FakeLine {
  readonly ts: string;
  readonly mark: string;
  readonly text: string;
  readonly atMs: number;
  /** Whether it mentions nobody any more. */
  isPlain?: boolean;
}

export interface FakeChannel {
  readonly channel: Channel;
  /** The cards currently in the channel: one, if all is well. */
  readonly cards: readonly { readonly ts: string; readonly card: Card }[];
  readonly lines: FakeLine[];
  readonly direct: Message[];
  /** What happens to the next writes, in order; later ones succeed. */
  readonly next: WriteFault[];
  /** What happens to the next edits of the card, before `next` applies. */
  readonly nextEdits: WriteFault[];
  /** Whether Slack is unavailable; asked at each write. */
  isAway: () => boolean;
}

/**
 * The channel as the workflow sees it: a retried write finds its own earlier one.
 * @param shown receives each card at the moment when people see it
 */
export function createFakeChannel(shown: (card: Card) => void, now: () => number): FakeChannel {
  const cards: { ts: string; card: Card }[] = [];
  let late: readonly { readonly atMs: number; readonly act: () => void }[] = [];
  const lines: FakeLine[] = [];
  const direct: Message[] = [];
  const next: WriteFault[] = [];
  const nextEdits: WriteFault[] = [];
  let stamps = 0;

  /** @param earlier what a retried write finds before it writes */
  async function write(
    act: () => string,
    earlier?: string,
    actLate?: () => void,
  ): Promise<Written> {
    arrive();
    if (fake.isAway()) throw new Error('Slack is away');
    const fault = (actLate && nextEdits.shift()) ?? next.shift();
    if (fault === 'arrives late') {
      if (actLate) late = [...late, { atMs: now() + LATE_MS, act: actLate }];
      throw new Error('no answer');
    }
    if (fault === 'not written') throw new Error('Slack is away');
    const isRefused = fault === 'refused for good' && earlier === undefined;
    if (isRefused) return { ok: false, error: 'restricted_action' };
    const ts = earlier ?? act();
    if (fault === 'written, answer lost') throw new Error('the answer is lost');
    return { ok: true, place: { channel: 'C0CHANNEL', ts } };
  }

  /** Delivers what was sent earlier and reaches Slack only now. */
  function arrive(): void {
    const due = late.filter(({ atMs }) => atMs <= now());
    late = late.filter(({ atMs }) => atMs > now());
    for (const { act } of due) act();
  }

  const stamp = () => `${++stamps}.000`;
  const edit = (place: Place, card: Card) => {
    const put = () => {
      const found = cards.find(({ ts }) => ts === place.ts);
      if (found === undefined) throw new Error('No such card');
      found.card = card;
      return found.ts;
    };
    const show = () => {
      const ts = put();
      shown(card);
      return ts;
    };
    return write(show, undefined, put);
  };
  const fake: FakeChannel = {
    isAway: () => false,
    get cards() {
      arrive();
      return cards;
    },
    lines,
    direct,
    next,
    nextEdits,
    channel: {
      postCard: (card, attempt) =>
        write(
          () => {
            const posted = { ts: stamp(), card };
            cards.push(posted);
            shown(card);
            return posted.ts;
          },
          attempt > 1 ? cards[0]?.ts : undefined,
        ),
      editCard: edit,
      refreshCard: edit,
      moveCard: async () => ({ ok: false, error: 'restricted_action' }),
      withdrawCopies: async () => 0,
      addLine: (_place, { mark }, { text }, mayBeThere) =>
        write(
          () => {
            const line = { ts: stamp(), mark, text, atMs: now() };
            lines.push(line);
            return line.ts;
          },
          mayBeThere ? lines.find((line) => line.mark === mark)?.ts : undefined,
        ),
      readCard: async () => undefined,
      linkOf: async () => undefined,
      editLine: (place, mark) =>
        write(() => {
          const line = lines.find((each) => each.mark === mark);
          if (line !== undefined) line.isPlain = true;
          return line?.ts ?? place.ts;
        }),
      editMessage: ({ ts }) => write(() => ts),
      answer: async () => false,
      tell: (_userId, message) =>
        write(() => {
          direct.push(message);
          return stamp();
        }),
    },
  };
  return fake;
}
