import type { CardPayload } from './ledger-card.ts';

/** What was decided on a request, as its card's metadata tells it. */
export interface LedgerDecision {
  readonly kind: 'approved' | 'rejected' | 'cancelled' | 'expired';
  readonly by: string | undefined;
  readonly atMs: number | undefined;
}

/** The decision on a request; `undefined` where none is known. */
export function decisionOf(payload: CardPayload): LedgerDecision | undefined {
  const { state, decided_by: by, decided_at: atSeconds } = payload;
  const atMs = atSeconds === undefined ? undefined : atSeconds * 1000;
  switch (state) {
    case 'waiting':
      return undefined;
    case 'rejected':
    case 'cancelled':
      return { kind: state, by, atMs };
    case 'expired':
      return { kind: state, by: undefined, atMs: undefined };
    default:
      return by === undefined ? undefined : { kind: 'approved', by, atMs };
  }
}
