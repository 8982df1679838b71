import type { TargetResult } from '@doo-repush/core/repush/outcome';
import type { MessageMetadata } from '@slack/types';
import type { CardState } from '../model/request-state.ts';
import type { Line } from '../model/transition.ts';
import { type Origin, withinBound } from './card-metadata.ts';
import type { EndedPart } from './ended-follow-up.ts';
import { METADATA } from './event-types.ts';
import type { LedgerCard } from './ledger-card.ts';
import { outcomeCodes } from './outcome-codes.ts';
import { isStateField, type Scalars, stateFields } from './state-fields.ts';

/** The transition that a thread line records. */
export interface LineEntry {
  /** Unique within the execution; serves to find the line again. */
  readonly mark: string;
  /** Counts from 1 within the execution. Lines may be posted late and out of order. */
  readonly number: number;
  readonly line:
    | Line
    /** In the thread of the earlier request, posted by the execution that reruns it. */
    | { readonly kind: 'run_again'; readonly by: string; readonly atMs: number };
  /** The request's state after the transition. */
  readonly state: CardState;
}

/**
 * The metadata of a line, version 1: the transition and the request's state after it. The thread alone thus
 * tells the current state and its history.
 */
export function lineMetadata(
  origin: Origin,
  { mark, number, line, state }: LineEntry,
): MessageMetadata {
  const payload: Scalars = {
    v: 1,
    execution: origin.executionName,
    line: mark,
    n: number,
    kind: line.kind,
    ...lineFields(line),
    ...stateFields(state),
  };
  return { event_type: METADATA.line, event_payload: withinBound(payload) };
}

function lineFields(line: LineEntry['line']): Scalars {
  return {
    ...('by' in line && line.by !== undefined && { by: line.by }),
    ...('atMs' in line && { at: Math.floor(line.atMs / 1000) }),
    ...('reason' in line && { reason: line.reason }),
    ...('targets' in line && { targets: line.targets }),
    ...('left' in line && { left: line.left }),
    ...(line.kind === 'outcomes' && {
      from: line.from ?? 1,
      ended: outcomeCodes(line.results),
      ...configurationIds(line.results),
    }),
  };
}

/** The configuration of each result, if there are several. */
function configurationIds(results: readonly TargetResult[]): Scalars {
  const ids = results.flatMap(({ configurationId }) => configurationId ?? []);
  return new Set(ids).size < 2 ? {} : { configuration_ids: ids.join(' ') };
}

/** What a closing records: an ended part of the follow-up, or a card that Slack refuses to change. */
export type ClosingPart = EndedPart | 'unchangeable';

/** A line by `worker` about something that ended with its execution. */
export interface EndedLine {
  readonly mark: string;
  readonly number: number;
  readonly part: ClosingPart;
  readonly atMs: number;
}

const KINDS: Readonly<Record<ClosingPart, string>> = {
  unresolved: 'unresolved',
  started: 'resolved',
  not_started: 'resolved',
  not_confirmed: 'not_confirmed',
  arrived: 'arrived',
  unchangeable: 'moved',
};

/** The metadata of such a line. @param card as it is after the transition */
export function endedLineMetadata(
  { executionName, recorded }: LedgerCard,
  { mark, number, part, atMs }: EndedLine,
): MessageMetadata {
  const present = Object.entries(recorded).filter(([name]) => isStateField(name));
  const event_payload = {
    v: 1,
    execution: executionName,
    line: mark,
    n: number,
    kind: KINDS[part],
    at: Math.floor(atMs / 1000),
    ...Object.fromEntries(present),
  };
  return { event_type: METADATA.line, event_payload };
}
