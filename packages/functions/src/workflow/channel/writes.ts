import { FULL, type Ladder, type Rung } from '../../messages/forms.ts';
import type { Log } from '../../runtime/log.ts';
import { isSlowToPass, refusalOf } from '../../slack-api/errors.ts';
import { type Durable, type Patience, repeatable, withoutWords } from '../durable.ts';
import type { Channel, Written } from './channel.ts';
import { descend } from './descend.ts';

/** A kind of message: what was refused of one is not tried with the next of its kind. */
export type Kind = 'card' | 'line' | 'question' | 'direct';

/** One write to Slack, on whatever rung it is taken. */
export interface Write {
  readonly name: string;
  readonly patience: Patience;
  readonly kind: Kind;
  readonly ladder: Ladder;
  act(channel: Channel, attempt: number, rung: Rung): Promise<Written>;
}

/** What became of a write; it is sure where its first and only attempt was answered. */
export interface Tried {
  readonly written: Written;
  readonly isSure: boolean;
}

/** Writes to Slack as durable steps. */
export interface Writes {
  /** On the highest rung that Slack takes, each of which is a step of its own. */
  tried(write: Write): Promise<Tried>;
  /** Where the next message of a kind begins. */
  rungOf(kind: Kind): Rung;
  /** The next message of the kind is tried whole. */
  beginAnew(kind: Kind): void;
}

/** Attempts, some eight minutes, at what passes but not soon; a person who is told last waits on. */
const SLOW_ATTEMPTS = 10;

/** @param gaveUp is told the patience of a write to which Slack gave no answer in time */
export function createWrites(
  durable: Durable,
  channel: () => Promise<Channel>,
  gaveUp: (patience: Patience) => void,
  log: Log,
): Writes {
  const rungs = new Map<Kind, Rung>();
  const rungOf = (kind: Kind) => rungs.get(kind) ?? FULL;

  async function triedOn(rung: Rung, { kind, patience, act, ...write }: Write): Promise<Tried> {
    const name = nameOn(write.name, rung);
    const logged = (written: Written): Written => {
      if (!written.ok) log.error('slack_write_failed', { step: name, error: written.error });
      return written;
    };
    const attempted = withoutWords(async ({ attempt }: { attempt: number }) => {
      const writing = act(await channel(), attempt, rung);
      return { written: logged(await inTime(writing, attempt, kind)), isSure: attempt === 1 };
    });
    try {
      return await durable.step(name, attempted, repeatable<Tried>(patience));
    } catch {
      gaveUp(patience);
      return durable.step(`${name}, given up`, async () => ({
        written: logged({ ok: false, error: 'slack_unavailable' }),
        isSure: false,
      }));
    }
  }

  return {
    rungOf,
    beginAnew: (kind) => rungs.delete(kind),
    async tried(write) {
      const { kind, ladder } = write;
      const { ended, rung } = await descend(ladder, rungOf(kind), (each) => triedOn(each, write));
      rungs.set(kind, rung);
      return ended;
    },
  };
}

/** What passes, but not soon, is a refusal in the end, so that people are told another way. */
async function inTime(writing: Promise<Written>, attempt: number, kind: Kind): Promise<Written> {
  try {
    return await writing;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || !isSlowToPass(refusal) || kind === 'direct') throw error;
    if (attempt < SLOW_ATTEMPTS) throw error;
    return { ok: false, error: refusal };
  }
}

function nameOn(name: string, { content, metadata }: Rung): string {
  const parts = [
    ...(content === 'full' ? [] : [content]),
    ...(metadata === 'full' ? [] : [`metadata ${metadata}`]),
  ];
  return [name, ...parts].join(', ');
}
