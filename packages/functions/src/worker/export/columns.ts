import { localTime } from '@doo-repush/core/repush/doo-time';
import { plainForeign } from '../../slack/blocks/text.ts';
import type { CardPayload, LedgerCard } from '../../slack/ledger/card-payload.ts';
import { decisionOf } from '../../slack/ledger/decision-of.ts';
import type { Permalink } from '../../slack/ledger/permalink.ts';
import type { LedgerTarget } from '../../slack/ledger/targets.ts';

/** What a line of the export is made of: one target of a request. */
export interface ExportedTarget {
  readonly card: LedgerCard;
  readonly target: LedgerTarget;
}

export interface ColumnContext {
  /** IANA zone of the local times. */
  readonly timeZone: string;
  /** A person's name; empty where Slack did not tell it. */
  readonly nameOf: (userId: string) => string;
  readonly permalink: Permalink;
}

type Cell = (exported: ExportedTarget, context: ColumnContext) => string;

/** The columns of the export, in order. They are only ever added to, at the end. */
export const COLUMNS: readonly (readonly [name: string, cell: Cell])[] = [
  ['reference', ({ card }) => oneLine(card.payload.reference)],
  ['state', ({ card }) => oneLine(card.payload.state)],
  ['asked_at_utc', ({ card }) => utc(askedMs(card))],
  ['asked_at_local', ({ card }, { timeZone }) => local(askedMs(card), timeZone)],
  ['requester_id', ({ card }) => oneLine(card.payload.requester)],
  ['requester_name', ({ card }, { nameOf }) => oneLine(nameOf(card.payload.requester))],
  ['organization_id', of('organization_id')],
  ['organization', of('organization')],
  ['configuration_id', of('configuration_id')],
  ['configuration', of('configuration')],
  ['resource', of('resource')],
  ['event_id', ({ target }) => oneLine(target.eventId)],
  ['window_after', of('after')],
  ['window_before', of('before')],
  ['webhook_types', of('types')],
  ['max_rate_per_min', of('max_rate_per_min')],
  ['reason', of('reason')],
  ['ticket', of('ticket')],
  ['decision', ({ card }) => decisionOf(card.payload)?.kind ?? ''],
  ['decided_at_utc', ({ card }) => utc(decisionOf(card.payload)?.atMs)],
  ['decided_at_local', ({ card }, { timeZone }) => local(decisionOf(card.payload)?.atMs, timeZone)],
  ['decided_by_id', ({ card }) => oneLine(decisionOf(card.payload)?.by)],
  [
    'decided_by_name',
    ({ card }, { nameOf }) => {
      const by = decisionOf(card.payload)?.by;
      return by === undefined ? '' : oneLine(nameOf(by));
    },
  ],
  ['outcome', ({ target }) => target.outcome ?? ''],
  ['items', ({ target }) => oneLine(target.items)],
  ['link', ({ card }, { permalink }) => permalink(card.ts) ?? ''],
  ['execution', of('execution')],
];

/** The people that a request names. */
export function peopleOf({ payload }: LedgerCard): readonly string[] {
  const by = decisionOf(payload)?.by;
  return by === undefined ? [payload.requester] : [payload.requester, by];
}

/** A spreadsheet's own limit for a cell, in characters. */
const MAX_CELL_CHARS = 32_000;

function of(name: keyof CardPayload): Cell {
  return ({ card }) => oneLine(card.payload[name]);
}

/** Text in one line, so that a line of the file is a target. */
function oneLine(value: string | number | undefined): string {
  return value === undefined ? '' : plainForeign(String(value), MAX_CELL_CHARS);
}

/** When the request was asked; cards that do not say it were posted then. */
function askedMs({ ts, payload }: LedgerCard): number {
  return (payload.asked_at ?? Math.floor(Number(ts))) * 1000;
}

function utc(atMs: number | undefined): string {
  return isTime(atMs) ? `${new Date(atMs).toISOString().slice(0, 19)}Z` : '';
}

function local(atMs: number | undefined, timeZone: string): string {
  return isTime(atMs) ? localTime(atMs, timeZone) : '';
}

function isTime(atMs: number | undefined): atMs is number {
  return atMs !== undefined && atMs >= 0 && atMs < Date.UTC(9999, 0);
}
