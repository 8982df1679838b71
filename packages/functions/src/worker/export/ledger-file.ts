import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { COLUMNS, type ColumnContext } from './columns.ts';

/** The ledger as a file that grows. */
export interface LedgerFile {
  /** Adds one line for each target of the card. False: the file is full, and the card is not in it. */
  add(card: LedgerCard): Promise<boolean>;
  readonly requests: number;
  readonly lines: number;
  /** The whole file, to which nothing can be added any more. */
  end(): Promise<FinishedFile>;
}

export interface FinishedFile {
  readonly parts: readonly Buffer[];
  readonly bytes: number;
}

/** What the function's memory of 512 MB has room for beside a page of the channel. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** The lines of a card, cell by cell. */
export function linesOf(card: LedgerCard, context: ColumnContext): readonly (readonly string[])[] {
  return card.targets.map((target) => COLUMNS.map(({ cell }) => cell({ card, target }, context)));
}
