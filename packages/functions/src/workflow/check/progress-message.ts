import {
  checkEndedMessage,
  checkGoesOnMessage,
  checkPassedMessage,
} from '../../messages/direct/check-word.ts';
import type { ToldOnce } from '../channel/direct-writes.ts';
import type { LedgerWriter } from '../channel/writer.ts';

/** The one word to the requester that the check goes on, and what it becomes. */
export interface CheckWord {
  /** Says it, in one short attempt. */
  say(): Promise<void>;
  /** The card stands: the word becomes the way to it. Nothing, where nothing was said. */
  passed(): Promise<void>;
  /** The requester was told why there is no card. Nothing, where nothing was said. */
  ended(): Promise<void>;
  /** Whether the requester has, or may have, a message that says so. */
  isSaid(): boolean;
}

/** What the word is about. */
export interface WordContext {
  readonly requesterId: string;
  readonly reference: string;
  readonly channelId: string;
}

export function createCheckWord(
  writer: LedgerWriter,
  { requesterId, reference, channelId }: WordContext,
): CheckWord {
  let word: ToldOnce = { kind: 'not_told' };
  return {
    async say() {
      word = await writer.tellOnce(
        'tell check goes on',
        requesterId,
        checkGoesOnMessage(reference),
      );
    },
    async passed() {
      if (word.kind === 'not_told') return;
      const passed = checkPassedMessage(reference, channelId, await writer.link('link to card'));
      const isShown =
        word.kind === 'told' && (await writer.retell('show check passed', word.place, passed)).ok;
      if (!isShown) await writer.tell('tell check passed', requesterId, passed, 'brief');
    },
    isSaid: () => word.kind !== 'not_told',
    async ended() {
      if (word.kind !== 'told') return;
      await writer.retell('show check ended', word.place, checkEndedMessage(reference));
    },
  };
}
