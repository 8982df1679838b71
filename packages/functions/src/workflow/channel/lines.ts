import type { LineEntry } from '../../ledger/line-metadata.ts';
import { ladderOf } from '../../messages/forms.ts';
import type { Card } from '../../model/card.ts';
import type { Message } from '../../slack-api/message.ts';
import { BRIEF, PATIENT, type Patience } from '../durable.ts';
import { type Place, THREAD_GONE, type Written } from './channel.ts';
import type { Writes } from './writes.ts';

/** A thread message still to be posted. */
export interface Due {
  readonly entry: LineEntry;
  readonly message: Message;
  /** Whether an earlier attempt may have posted it. */
  readonly wasTried: boolean;
}

/** The lines of a card's thread in order, and those still missing from it. */
export interface Lines {
  /** Numbers the line when it falls due, whenever it will be posted. */
  due(mark: string, line: LineEntry['line'], card: Card, message: Message): Due;
  /** Adds a line, or says why it was not added. */
  add(step: string, line: Due, patience: Patience): Promise<Written>;
  /** Tries a line briefly; a line that fails is posted with the next patient one. */
  addBriefly(line: Due): Promise<void>;
  /** Adds missing lines, then this one. If the card is gone, restores it first. */
  addPatiently(line: Due, card: Card): Promise<Written>;
  /** Makes later lines brief, so that they do not wait as long again. */
  hurry(): void;
}

/**
 * @param placeOfCard where the card stands; `undefined` until it is posted
 * @param showCard restores a card that is gone
 */
export function createLines(
  writes: Writes,
  placeOfCard: () => Place | undefined,
  showCard: (name: string, card: Card, patience: Patience) => Promise<Written>,
): Lines {
  let missed: readonly Due[] = [];
  let number = 0;
  let patience = PATIENT;

  async function add(step: string, line: Due, within: Patience): Promise<Written> {
    const at = placeOfCard();
    if (at === undefined) return { ok: false, error: 'no_card' };
    const { entry, message, wasTried } = line;
    const { written } = await writes.tried({
      name: step,
      patience: within,
      kind: 'line',
      ladder: { ...ladderOf(message), metadata: true },
      act: (to, attempt, rung) => to.addLine(at, entry, message, wasTried || attempt > 1, rung),
    });
    return written;
  }

  return {
    due(mark, line, card, message) {
      number += 1;
      return { entry: { mark, number, line, state: card.state }, message, wasTried: false };
    },
    add,
    async addBriefly(line) {
      const added = await add(`line ${line.entry.mark}`, line, BRIEF);
      if (!added.ok) missed = [...missed, { ...line, wasTried: true }];
    },
    async addPatiently(line, card) {
      const waiting = missed;
      missed = [];
      const addBelowCard = async (each: Due): Promise<Written> => {
        const step = `line ${each.entry.mark}, patiently`;
        const added = await add(step, each, patience);
        if (added.ok || added.error !== THREAD_GONE) return added;
        const shown = await showCard(`${step}, its card`, card, patience);
        return shown.ok ? add(`${step}, below it`, each, patience) : added;
      };
      for (const each of waiting) await addBelowCard(each);
      return addBelowCard(line);
    },
    hurry() {
      patience = BRIEF;
    },
  };
}
