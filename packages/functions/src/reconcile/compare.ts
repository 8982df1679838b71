import type { ListedExecution, ReadResult } from '../executions/executions.ts';
import type { LedgerCard } from '../ledger/ledger-card.ts';
import { decisionOf, recordedNameOf } from '../ledger/ledger-state.ts';
import { openUntilMs } from '../ledger/open-until.ts';
import type { Difference, DifferenceKind } from '../model/difference.ts';
import { HALTED, UNENDED, UNREPORTED } from '../model/execution-status.ts';
import { isUnended } from '../model/state-name.ts';

/** The facts of a card that are compared. */
export interface CardFacts {
  readonly ts: string;
  readonly arn: string;
  readonly execution: string;
  readonly reference: string;
  readonly state: string;
  readonly requester: string;
  readonly decidedBy: string | undefined;
  /** When its execution should next act; absent if nothing is open. */
  readonly openUntilMs?: number | undefined;
}

/** An execution with its result, if it has succeeded. */
export interface ComparedExecution extends ListedExecution {
  readonly result: ReadResult | undefined;
  /** The requester of an execution that ended with neither a report nor a card. */
  readonly requester?: string | undefined;
}

const UNSENT_STATES: readonly string[] = ['waiting', 'rejected', 'cancelled', 'expired', 'failed'];
const KNOWN_STATUSES: readonly string[] = ['SUCCEEDED', ...UNENDED, ...UNREPORTED, ...HALTED];
/** How late an execution may act before it counts as stuck: both AWS and Slack may be late. */
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
 * Compares cards with executions. The executions must be listed before the cards are read.
 * @param executions the listed ones, and those behind the remaining cards, looked up individually
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

/** Executions with a status that this version does not know: reported, but no difference. */
export function unknownStatuses(
  executions: readonly ListedExecution[],
): readonly ListedExecution[] {
  return executions.filter(({ status }) => !KNOWN_STATUSES.includes(status));
}

/** Executions that somebody paused, or is deleting, on AWS: reported, but no difference. */
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
