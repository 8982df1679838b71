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

/** A text; a number; or what clocks show, in UTC or in the zone of local times (`Y-m-d H:i:s`). */
export type ColumnKind = 'text' | 'number' | 'utc' | 'local';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** How many characters a spreadsheet shows side by side. */
  readonly width: number;
  /** Empty where there is nothing to say. */
  readonly cell: (exported: ExportedTarget, context: ColumnContext) => string;
}

type Cell = Column['cell'];

/** The columns of the export, in order. They are only ever added to, at the end. */
export const COLUMNS: readonly Column[] = [
  text('reference', of('reference'), 12),
  text('state', of('state')),
  ...times('asked', askedMs),
  ...person('requester', ({ payload }) => payload.requester),
  text('organization_id', of('organization_id')),
  text('organization', of('organization'), 24),
  text('configuration_id', configurationId, 24),
  text('configuration', of('configuration'), 24),
  text('resource', of('resource'), 12),
  text('event_id', ({ target }) => oneLine(target.eventId), 12),
  { name: 'window_after', kind: 'local', width: 28, cell: of('after') },
  { name: 'window_before', kind: 'local', width: 28, cell: of('before') },
  text('webhook_types', of('types'), 24),
  number('max_rate_per_min', of('max_rate_per_min')),
  text('reason', of('reason'), 40),
  text('ticket', of('ticket'), 14),
  text('decision', ({ card }) => decisionOf(card.payload)?.kind ?? ''),
  ...times('decided', ({ payload }) => decisionOf(payload)?.atMs),
  ...person('decided_by', ({ payload }) => decisionOf(payload)?.by),
  text('outcome', ({ target }) => target.outcome ?? ''),
  number('items', ({ target }) => oneLine(target.items)),
  ...times('stopped', msOf('stopped_at')),
  ...person('stopped_by', textOf('stopped_by')),
  text('resolution', of('resolution')),
  ...times('resolution', msOf('resolution_at')),
  ...person('resolution_by', textOf('resolution_by')),
  text('resolution_reason', of('resolution_reason'), 40),
  text('arrival', of('arrival')),
  ...times('arrival', msOf('arrival_at')),
  ...person('arrival_by', textOf('arrival_by')),
  text('previous_reference', of('previous_reference'), 20),
  text('link', ({ card }, { permalink }) => permalink(card.ts) ?? '', 40),
  text('execution', of('execution'), 24),
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

function text(name: string, cell: Cell, width = 16): Column {
  return { name, kind: 'text', width, cell };
}

function number(name: string, cell: Cell): Column {
  return { name, kind: 'number', width: 18, cell };
}

function times(name: string, atMs: (card: LedgerCard) => number | undefined): readonly Column[] {
  const column = (kind: 'utc' | 'local', zoneOf: (context: ColumnContext) => string): Column => ({
    name: `${name}_at_${kind}`,
    kind,
    width: kind === 'utc' ? 20 : 28,
    cell: ({ card }, context) => clock(atMs(card), zoneOf(context)),
  });
  return [column('utc', () => 'UTC'), column('local', ({ timeZone }) => timeZone)];
}

function person(name: string, idOf: (card: LedgerCard) => string | undefined): readonly Column[] {
  return [
    text(`${name}_id`, ({ card }) => oneLine(idOf(card))),
    text(
      `${name}_name`,
      ({ card }, { nameOf }) => {
        const id = idOf(card);
        return id === undefined ? '' : oneLine(nameOf(id));
      },
      24,
    ),
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

function clock(atMs: number | undefined, timeZone: string): string {
  const isTime = atMs !== undefined && atMs >= 0 && atMs < Date.UTC(9999, 0);
  return isTime ? localTime(atMs, timeZone) : '';
}
