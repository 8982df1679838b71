import type { Button, KnownBlock } from '@slack/types';
import { withoutSymbol } from '../headings.ts';
import { context, header, section, sections } from '../message.ts';

/** A card of a request that no longer waits, whoever builds it: the workflow, or who closes it after that. */
export interface EndedCard {
  readonly heading: string;
  /** What was asked for. */
  readonly subject: string;
  /** What became of it, and what follows. */
  readonly lines: readonly string[];
  readonly buttons: readonly KnownBlock[];
  /** Who and why. */
  readonly facts: readonly string[];
  readonly reference: string;
}

export function endedBlocks({ heading, subject, lines, ...card }: EndedCard): KnownBlock[] {
  return [
    header(heading),
    section(subject),
    ...sections(lines),
    ...card.buttons,
    context([...card.facts, card.reference].join(' · ')),
  ];
}

/** The same in words alone, for who hears it. */
export function endedWords({ heading, subject, lines, facts, reference }: EndedCard): string {
  const all = [`${withoutSymbol(heading)}: ${subject}.`, ...lines, `${facts.join(', ')}.`];
  return `${all.join(' ')} Reference ${reference}.`;
}

/** A row of buttons; none where there is none. */
export function actions(blockId: string, elements: readonly Button[]): KnownBlock[] {
  return elements.length === 0
    ? []
    : [{ type: 'actions', block_id: blockId, elements: [...elements] }];
}
