import type { KnownBlock } from '@slack/types';
import { asJson, textsIn } from './postable.ts';

/** What a date token shows to a reader on the day itself. */
const SHOWN_DATES: Readonly<Record<string, string>> = {
  '{date_short_pretty} {time}': 'today 01:10',
  '{date_short_pretty}': 'today',
  '{time}': '01:10',
};

/** What a person reads in blocks, buttons included, as Slack shows it; not what asks once more. */
export function shownTexts(blocks: readonly KnownBlock[]): readonly string[] {
  return textsIn(asJson(blocks.map(withoutConfirm))).map(({ text }) => shown(text));
}

/** How many words a person reads: what has a letter or a digit in it, between spaces. */
export function countWords(blocks: readonly KnownBlock[]): number {
  return shownTexts(blocks)
    .flatMap((text) => text.split(/\s+/))
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function shown(text: string): string {
  return text
    .replace(/<!date\^\d+\^([^|>]*)\|[^>]*>/g, (_, format: string) => SHOWN_DATES[format] ?? format)
    .replace(/<!subteam\^\w+>|<@\w+>/g, '@somebody')
    .replace(/<[^|>]+\|([^>]*)>/g, '$1')
    .replace(/:[a-z_]+:/g, '');
}

function withoutConfirm(block: KnownBlock): object {
  if (block.type !== 'actions') return block;
  const elements = block.elements.map((element) => ({ ...element, confirm: undefined }));
  return { ...block, elements };
}
