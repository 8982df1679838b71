import type { CommandText } from '@doo-repush/core/repush/command-text';
import type { Settings } from '../settings.ts';

/** A command as it was read; `failed` when it could not be, with words for the person. */
export type ReadCommand = CommandText | { readonly kind: 'failed'; readonly words: string };

/** What the command without text asks for: an empty form. */
const BARE: CommandText = { kind: 'draft', draft: {}, notes: [] };

/**
 * Reads what follows the command. What reads it is loaded for the first text: the command alone,
 * which is the most frequent one, opens the form without it.
 */
export async function readCommand(
  text: string,
  settings: Pick<Settings<'slack'>, 'DOO_TIME_ZONE' | 'DOO_MAX_RATE'>,
): Promise<CommandText> {
  if (text.trim() === '') return BARE;
  const { parseCommandText } = await import('@doo-repush/core/repush/command-text');
  return parseCommandText(text, {
    nowMs: Date.now(),
    timeZone: settings.DOO_TIME_ZONE,
    maxRatePerMin: settings.DOO_MAX_RATE,
  });
}
