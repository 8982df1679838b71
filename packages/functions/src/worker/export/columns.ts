import { localTime } from '@doo-repush/core/doo/time';
import { decisionOf, type LedgerCard } from '../../ledger/ledger-card.ts';
import type { LedgerTarget } from '../../ledger/targets.ts';
import { plainForeign } from '../../runtime/text.ts';
import type { Permalink } from '../../slack-api/permalink.ts';

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

type Column = readonly [name: string, cell: Cell];

/** The columns of the export, in order. They are only ever added to, at the end. */
export const COLUMNS: readonly Column[] = [
  ['reference', of('reference')],
  ['state', of('state')],
  ...times('asked', askedMs),
  ...person('requester', ({ payload }) => payload.requester),
  ['organization_id', of('organization_id')],
  ['organization', of('organization')],
  ['configuration_id', configurationId],
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
  ...times('decided', ({ payload }) => decisionOf(payload)?.atMs),
  ...person('decided_by', ({ payload }) => decisionOf(payload)?.by),
  ['outcome', ({ target }) => target.outcome ?? ''],
  ['items', ({ target }) => oneLine(target.items)],
  ...times('stopped', msOf('stopped_at')),
  ...person('stopped_by', textOf('stopped_by')),
  ['resolution', of('resolution')],
  ...times('resolution', msOf('resolution_at')),
  ...person('resolution_by', textOf('resolution_by')),
  ['resolution_reason', of('resolution_reason')],
  ['arrival', of('arrival')],
  ...times('arrival', msOf('arrival_at')),
  ...person('arrival_by', textOf('arrival_by')),
  ['previous_reference', of('previous_reference')],
  ['link', ({ card }, { permalink }) => permalink(card.ts) ?? ''],
  ['execution', of('execution')],
];

/** The people that a request names. */
export function peopleOf(card: LedgerCard): readonly string[] {
  const { requester } = card.payload;
  const others = ['stopped_by', 'resolution_by', 'arrival_by'].map((name) => textOf(name)(card));
  return [requester, decisionOf(card.payload)?.by, ...others].filter((id) => id !== undefined);
}

/** What doo was called with; `*` where an earlier version called without one. */
function configurationId(exported: ExportedTarget, context: ColumnContext): string {
  const { configurationId: id } = exported.target;
  return id === undefined ? of('configuration_id')(exported, context) : oneLine(id);
}

/** A spreadsheet's own limit for a cell, in characters. */
const MAX_CELL_CHARS = 32_000;

/** A field of the card's metadata as it is. */
function of(field: string): Cell {
  return ({ card: { scalars } }) => oneLine(scalars[field]);
}

function times(name: string, atMs: (card: LedgerCard) => number | undefined): readonly Column[] {
  return [
    [`${name}_at_utc`, ({ card }) => utc(atMs(card))],
    [`${name}_at_local`, ({ card }, { timeZone }) => local(atMs(card), timeZone)],
  ];
}

function person(name: string, idOf: (card: LedgerCard) => string | undefined): readonly Column[] {
  return [
    [`${name}_id`, ({ card }) => oneLine(idOf(card))],
    [
      `${name}_name`,
      ({ card }, { nameOf }) => {
        const id = idOf(card);
        return id === undefined ? '' : oneLine(nameOf(id));
      },
    ],
  ];
}

function textOf(field: string): (card: LedgerCard) => string | undefined {
  return ({ scalars }) => {
    const value = scalars[field];
    return typeof value === 'string' ? value : undefined;
  };
}

/** A field in seconds since the epoch as milliseconds. */
function msOf(field: string): (card: LedgerCard) => number | undefined {
  return ({ scalars }) => {
    const value = scalars[field];
    return typeof value === 'number' ? value * 1000 : undefined;
  };
}

/** Text in one line, so that a line of the file is a target. */
function oneLine(value: string | number | boolean | undefined): string {
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
