import { FULL, type Ladder, type Rung } from '../../messages/forms.ts';
import type { Log } from '../../runtime/log.ts';
import { isSlowToPass, refusalOf } from '../../slack-api/errors.ts';
import { type Durable, type Patience, repeatable, withoutWords } from '../durable.ts';
import type { Channel, Written } from './channel.ts';
import { descend } from './descend.ts';

/** A kind of message. A form that Slack refused for one message is not tried for the next of its kind. */
export type Kind = 'card' | 'line' | 'direct';

/** One write to Slack, on whichever rung Slack accepts. */
export interface Write {
  readonly name: string;
  readonly patience: Patience;
  readonly kind: Kind;
  readonly ladder: Ladder;
  act(channel: Channel, attempt: number, rung: Rung): Promise<Written>;
}

/** The result of a write; certain if its first and only attempt was answered. */
export interface Tried {
  readonly written: Written;
  readonly isSure: boolean;
}

/** Writes to Slack as durable steps. */
export interface Writes {
  /** Writes on the highest rung that Slack accepts; each rung is a separate step. */
  tried(write: Write): Promise<Tried>;
  /** The first rung for the next message of a kind. */
  rungOf(kind: Kind): Rung;
  /** Tries the next message of the kind in full again. */
  beginAnew(kind: Kind): void;
}

/**
 * Attempts, over some eight minutes, at an error that is temporary but slow to clear. A direct message that
 * is the last resort keeps trying.
 */
const SLOW_ATTEMPTS = 10;

/** @param gaveUp receives the patience of a write that Slack did not answer in time */
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

/**
 * Turns an error that is slow to clear into a refusal eventually, so that people are told some other way.
 */
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
