import { type Ladder, type Rung, rungBelow } from '../../messages/forms.ts';
import { refusedPart } from '../../slack-api/errors.ts';
import type { Written } from './channel.ts';

/** The result of a write, and the rung it used. */
export interface Descended<T> {
  readonly ended: T;
  readonly rung: Rung;
}

/**
 * Writes on ever lower rungs until Slack accepts one or refuses the lowest.
 * @param from the first rung to try
 */
export async function descend<T extends { readonly written: Written }>(
  ladder: Ladder,
  from: Rung,
  write: (rung: Rung) => Promise<T>,
): Promise<Descended<T>> {
  for (let rung = from; ; ) {
    const ended = await write(rung);
    const refused = ended.written.ok ? undefined : refusedPart(ended.written.error);
    const below = refused && rungBelow(rung, refused, ladder);
    if (below === undefined) return { ended, rung };
    rung = below;
  }
}
