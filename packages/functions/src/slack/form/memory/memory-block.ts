import type { KnownBlock } from '@slack/types';
import { ACTIONS } from '../../../messages/ids.ts';
import { button, section } from '../../../messages/message.ts';
import { cardLink, foreign, readerTime } from '../../../messages/mrkdwn.ts';
import { MAX_NAME_CHARS } from './memory-limits.ts';
import type { CardMemory, FormMemory } from './memory-schema.ts';

/** What the head of a form says of the ledger. */
export function memoryBlock(memory: FormMemory): KnownBlock {
  const block_id = 'memory';
  switch (memory.kind) {
    case 'several':
      return {
        ...section(
          ':information_source: These events were last requested for different organizations, so none is filled in.',
        ),
        block_id,
      };
    case 'outdated':
      return {
        ...section(
          `:warning: Not sent yet: organization and system were filled in for ${foreign(memory.eventId, 20)}, which is no longer among your event IDs. Pick them again.`,
        ),
        block_id,
      };
    case 'filled': {
      const open = memory.configuration === undefined ? ' Pick the system.' : '';
      const words = `:information_source: ${foreign(memory.eventId, 20)} was last requested for ${nameOf(memory)} ${asOn(memory)}, so we filled that in.${endWords(memory)}${open}`;
      return { ...section(words), block_id };
    }
    case 'offered': {
      const words = `:information_source: You last asked for ${nameOf(memory)} ${asOn(memory)}.`;
      const label = 'Use again: fills this form in with what you asked for last';
      return {
        type: 'section',
        block_id,
        text: { type: 'mrkdwn', text: words, verbatim: true },
        accessory: button(ACTIONS.useLast, 'Use again', label, memory.reference),
      };
    }
  }
}

function endWords({ lastEnd }: Extract<FormMemory, { kind: 'filled' }>): string {
  return lastEnd === undefined ? '' : ` That request ended *${lastEnd}*.`;
}

function nameOf(memory: CardMemory): string {
  const { organizationName, configuration } = memory;
  const isHad = memory.kind === 'offered' || memory.isNamed !== true;
  const names = [organizationName, ...(configuration && isHad ? [configuration.name] : [])];
  return names.map((name) => `*${foreign(name, MAX_NAME_CHARS)}*`).join(' · ');
}

function asOn({ atMs, reference, link }: CardMemory): string {
  return `(${readerTime(atMs)}, ${cardLink(reference, link)})`;
}
