import type { ListedExecution, ReadResult } from '../executions/executions.ts';
import type { LedgerCard } from '../ledger/ledger-card.ts';
import { decisionOf, recordedNameOf } from '../ledger/ledger-state.ts';
import { openUntilMs } from '../ledger/open-until.ts';
import { HALTED, UNENDED, UNREPORTED } from '../model/execution-status.ts';
import { isUnended } from '../model/state-name.ts';

/** A card as far as it is compared. */
export interface CardFacts {
  readonly ts: string;
  readonly arn: string;
  readonly execution: string;
  readonly reference: string;
  readonly state: string;
  readonly requester: string;
  readonly decidedBy: string | undefined;
  /** When its execution is due to go on by itself; left out where nothing is open. */
  readonly openUntilMs?: number | undefined;
}

export type DifferenceKind =
  | 'card_without_execution'
  | 'execution_without_card'
  | 'two_cards'
  | 'sent_without_approval'
  | 'state_differs'
  | 'stuck';

/** Where the channel and AWS do not say the same. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly reference: string;
  readonly execution: string;
  /** Of the card, where there is one. */
  readonly ts: string | undefined;
  readonly detail: string;
  /** Of an execution that somebody should stop. */
  readonly arn?: string;
  /** Who asked, where no card says it. */
  readonly requester?: string | undefined;
}

/** An execution with what it left behind, if it has succeeded. */
export interface ComparedExecution extends ListedExecution {
  readonly result: ReadResult | undefined;
  /** Who asked for one that has ended without a report and without a card. */
  readonly requester?: string | undefined;
}

const UNSENT_STATES: readonly string[] = ['waiting', 'rejected', 'cancelled', 'expired', 'failed'];
const KNOWN_STATUSES: readonly string[] = ['SUCCEEDED', ...UNENDED, ...UNREPORTED, ...HALTED];
/** How late an execution may go on: AWS may be late, and so may Slack. */
const LATE_MS = 3_600_000;

export function cardFacts(card: LedgerCard): CardFacts {
  return {
    ts: card.ts,
    arn: card.executionArn,
    execution: card.executionName,
    reference: card.reference,
    state: recordedNameOf(card.state),
    requester: card.requesterId,
    decidedBy: decisionOf(card.state)?.by,
    openUntilMs: openUntilMs(card),
  };
}

/**
 * Compares cards with executions that were listed before the cards were read.
 * @param executions those that were listed, and those of other cards, which were asked for one by one
 * @param nowMs milliseconds since the epoch
 */
export function compare(
  cards: readonly CardFacts[],
  executions: readonly ComparedExecution[],
  nowMs: number,
): readonly Difference[] {
  const cardsOf = Map.groupBy(cards, ({ arn }) => arn);
  const known = new Map(executions.map((execution) => [execution.arn, execution]));
  return [
    ...cards.filter(({ arn }) => !known.has(arn)).map(withoutExecution),
    ...executions.flatMap((execution) => {
      const own = cardsOf.get(execution.arn) ?? [];
      const [card, second] = own;
      if (card === undefined) return withoutCard(execution);
      return [
        ...(second === undefined
          ? []
          : [difference('two_cards', second, `the other is ${card.ts}`)]),
        ...own.flatMap((each) => stateDiffers(each, execution)),
        ...own.flatMap((each) => stuck(each, execution, nowMs)),
      ];
    }),
    ...cards.flatMap((card) => withoutApproval(card, known.get(card.arn)?.result)),
  ];
}

/** What AWS says that this version does not understand: told, and no difference. */
export function unknownStatuses(
  executions: readonly ListedExecution[],
): readonly ListedExecution[] {
  return executions.filter(({ status }) => !KNOWN_STATUSES.includes(status));
}

/** Executions that somebody halts or deletes on AWS: named, and no difference. */
export function haltedExecutions(
  executions: readonly ListedExecution[],
): readonly ListedExecution[] {
  return executions.filter(({ status }) => HALTED.includes(status));
}

function withoutExecution(card: CardFacts): Difference {
  return difference('card_without_execution', card, `AWS does not know ${card.execution}`);
}

function withoutCard({
  name,
  status,
  result,
  requester,
}: ComparedExecution): readonly Difference[] {
  const isEnded = status === 'SUCCEEDED' || UNREPORTED.includes(status);
  if (!isEnded || result?.state === 'not_asked') return [];
  const end = status === 'SUCCEEDED' ? `ended as ${result?.state ?? 'unreadable'}` : `is ${status}`;
  return [
    {
      kind: 'execution_without_card',
      reference: result?.reference ?? '',
      execution: name,
      ts: undefined,
      detail: `it ${end}`,
      requester,
    },
  ];
}

function stateDiffers(card: CardFacts, execution: ComparedExecution): readonly Difference[] {
  const { status, result } = execution;
  if (UNREPORTED.includes(status))
    return isUnended(card.state)
      ? [difference('state_differs', card, `card ${card.state}, execution ${status}`)]
      : [];
  if (status !== 'SUCCEEDED' || result?.state === card.state) return [];
  const state = result?.state ?? 'unreadable';
  return [difference('state_differs', card, `card ${card.state}, execution ${state}`)];
}

function stuck(
  card: CardFacts,
  { status, arn }: ComparedExecution,
  nowMs: number,
): readonly Difference[] {
  const { openUntilMs: dueMs, state } = card;
  if (!UNENDED.includes(status) || dueMs === undefined || nowMs < dueMs + LATE_MS) return [];
  const due = new Date(dueMs).toISOString();
  const detail = `card ${state}, due ${due}, execution ${status}`;
  return [{ ...difference('stuck', card, detail), arn }];
}

function withoutApproval(card: CardFacts, result: ReadResult | undefined): readonly Difference[] {
  if (UNSENT_STATES.includes(card.state)) return [];
  const { decidedBy, requester } = card;
  const found = (detail: string) => [difference('sent_without_approval', card, detail)];
  if (decidedBy === undefined) return found('the card names nobody who approved');
  if (decidedBy === requester) return found(`the requester ${requester} approved`);
  const { approvedBy } = result ?? {};
  return approvedBy === undefined || approvedBy === decidedBy
    ? []
    : found(`card ${decidedBy}, execution ${approvedBy}`);
}

function difference(kind: DifferenceKind, card: CardFacts, detail: string): Difference {
  const { reference, execution, ts } = card;
  return { kind, reference, execution, ts, detail };
}
