import type { Message } from '../../slack-api/message.ts';
import { section } from '../message.ts';

const TEXT = 'This belonged below a card that was deleted. Nothing to do here.';

/** A line that ended up in the channel's root and cannot be deleted. */
export const STRAY_LINE: Message = { text: TEXT, blocks: [section(TEXT)] };
