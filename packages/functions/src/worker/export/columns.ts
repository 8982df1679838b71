import { localTime } from '@doo-repush/core/doo/time';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import {
  type Acted,
  decisionOf,
  followUpOf,
  type LedgerArrival,
  type LedgerDecision,
  type LedgerResolution,
  recordedNameOf,
} from '../../ledger/ledger-state.ts';
import type { LedgerTarget } from '../../ledger/targets.ts';
import { plainForeign } from '../../runtime/text.ts';
import type { Permalink } from '../../slack-api/permalink.ts';

/** The source of one row: one target of a request. */
export interface ExportedTarget {
  readonly card: LedgerCard;
  readonly target: LedgerTarget;
}

export interface ColumnContext {
  /** The IANA zone of the local times. */
  readonly timeZone: string;
  /** A person's name; empty if Slack did not return it. */
  readonly nameOf: (userId: string) => string;
  readonly permalink: Permalink;
}

/** Text, a number, or a clock time, in UTC or in the zone of local times (`Y-m-d H:i:s`). */
export type ColumnKind = 'text' | 'number' | 'utc' | 'local';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The column width in a spreadsheet, in characters. */
  readonly width: number;
  /** Empty if there is no value. */
  readonly cell: (exported: ExportedTarget, context: ColumnContext) => string;
}

type Cell = Column['cell'];

/** The columns of the export, in order. New ones may only be appended. */
export const COLUMNS: readonly Column[] = [
  text('reference', of('reference'), 12),
  text('state', ({ card }) => recordedNameOf(card.state)),
  ...times('asked', askedMs),
  ...person('requester', ({ requesterId }) => requesterId),
  text('organization_id', of('organizationId')),
  text('organization', of('organizationName'), 24),
  text('configuration_id', configurationId, 24),
  text('configuration', of('configurationName'), 24),
  text('resource', of('resource'), 12),
  text('event_id', ({ target }) => oneLine(target.eventId), 12),
  { name: 'window_after', kind: 'local', width: 28, cell: of('after') },
  { name: 'window_before', kind: 'local', width: 28, cell: of('before') },
  text('webhook_types', of('webhookTypes'), 24),
  number('max_rate_per_min', of('maxRatePerMin')),
  text('reason', of('reason'), 40),
  text('ticket', of('ticket'), 14),
  text('decision', ({ card }) => decided(card)?.kind ?? ''),
  ...times('decided', (card) => decided(card)?.atMs),
  ...person('decided_by', (card) => decided(card)?.by),
  text('outcome', ({ target }) => target.outcome ?? ''),
  number('items', ({ target }) => oneLine(target.items)),
  ...times('stopped', (card) => stopped(card)?.atMs),
  ...person('stopped_by', (card) => stopped(card)?.by),
  text('resolution', ({ card }) => oneLine(resolution(card)?.kind)),
  ...times('resolution', (card) => resolution(card)?.atMs),
  ...person('resolution_by', (card) => resolution(card)?.by),
  text('resolution_reason', ({ card }) => oneLine(resolution(card)?.reason), 40),
  text('arrival', ({ card }) => oneLine(arrival(card)?.kind)),
  ...times('arrival', (card) => arrival(card)?.atMs),
  ...person('arrival_by', (card) => arrival(card)?.by),
  text('previous_reference', of('previousReference'), 20),
  text('link', ({ card }, { permalink }) => permalink(card.ts) ?? '', 40),
  text('execution', of('executionName'), 24),
];

/** The people whom a request names. */
export function peopleOf(card: LedgerCard): readonly string[] {
  const others = [decided, stopped, resolution, arrival].map((actOf) => actOf(card)?.by);
  return [card.requesterId, ...others].filter((id) => id !== undefined);
}

/** The configuration ID of the call; `*` if an earlier version called without one. */
function configurationId(exported: ExportedTarget, context: ColumnContext): string {
  const { configurationId: id } = exported.target;
  return id === undefined ? of('configurationId')(exported, context) : oneLine(id);
}

/** The limit of a spreadsheet cell, in characters. */
const MAX_CELL_CHARS = 32_000;

type Field = {
  [Name in keyof LedgerCard]: LedgerCard[Name] extends string | number | undefined ? Name : never;
}[keyof LedgerCard];

/** A field of the card as recorded. */
function of(field: Field): Cell {
  return ({ card }) => oneLine(card[field]);
}

function decided({ state }: LedgerCard): LedgerDecision | undefined {
  return decisionOf(state);
}

function stopped({ state }: LedgerCard): Acted | undefined {
  return 'stopped' in state ? state.stopped : undefined;
}

function resolution({ state }: LedgerCard): LedgerResolution | undefined {
  return followUpOf(state).resolution;
}

function arrival({ state }: LedgerCard): LedgerArrival | undefined {
  return followUpOf(state).arrival;
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

/** Joins lines, so that each row of the file is one target. */
function oneLine(value: string | number | undefined): string {
  return value === undefined ? '' : plainForeign(String(value), MAX_CELL_CHARS);
}

/** When the request was made; for cards that do not say, when they were posted. */
function askedMs({ ts, askedAtMs }: LedgerCard): number {
  return askedAtMs ?? Math.floor(Number(ts)) * 1000;
}

function clock(atMs: number | undefined, timeZone: string): string {
  const isTime = atMs !== undefined && atMs >= 0 && atMs < Date.UTC(9999, 0);
  return isTime ? localTime(atMs, timeZone) : '';
}
