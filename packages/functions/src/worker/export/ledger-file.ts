import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { COLUMNS, type ColumnContext } from './columns.ts';

/** The ledger as a file that is written incrementally. */
export interface LedgerFile {
  /**
   * Adds a row per target of the card. Resolves to false if the file is full; the card is then not in it.
   */
  add(card: LedgerCard): Promise<boolean>;
  readonly requests: number;
  readonly lines: number;
  /** Finishes the file; nothing can be added afterwards. */
  end(): Promise<FinishedFile>;
}

export interface FinishedFile {
  readonly parts: readonly Buffer[];
  readonly bytes: number;
}

/** What the function's 512 MB of memory can hold besides a page of the channel. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** The rows of a card, cell by cell. */
export function linesOf(card: LedgerCard, context: ColumnContext): readonly (readonly string[])[] {
  return card.targets.map((target) => COLUMNS.map(({ cell }) => cell({ card, target }, context)));
}
