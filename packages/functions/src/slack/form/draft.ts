import type { Resource } from '@doo-repush/core/doo/resources';
import { parseEventIds } from '@doo-repush/core/repush/event-ids';
import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import type { Order } from '@doo-repush/core/repush/order';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { WindowAgo } from '@doo-repush/core/repush/window';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import type { Previous } from '../../model/workflow-input.ts';
import type { FormMemory } from './memory/memory-schema.ts';

/** Whether and where the window of a request is open. */
export const WINDOW_KINDS = ['between', 'since', 'until', 'everything'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

/** Whether `text` names a kind of window. */
export function isWindowKind(text: unknown): text is WindowKind {
  return WINDOW_KINDS.some((kind) => kind === text);
}

/** The configuration that a form has chosen; `all` is a choice of its own. */
export type DraftConfiguration =
  | { readonly kind: 'one'; readonly id: string; readonly name?: string }
  | { readonly kind: 'all' };

/** Webhook types by the resource that they are of. */
export type TypesOfResources = Readonly<Partial<Record<Resource, readonly string[]>>>;

/** Fields that are filled in or optional, unless a command line leaves them open. */
export const ASKED_FIELDS = [
  'organization',
  'configuration',
  'resource',
  'webhookTypes',
  'maxRatePerMin',
  'ticket',
] as const;
export type AskedField = (typeof ASKED_FIELDS)[number];

/** What the request form is opened or rebuilt with; whatever is missing is not filled in. */
export interface FormDraft {
  readonly organizationId?: string;
  /** As the menu shows it; read from the doo secret where it is missing. */
  readonly organizationName?: string;
  /** The block id of its field, once one was filled in after the form opened. */
  readonly organizationBlock?: string;
  readonly resource: Resource;
  readonly configuration?: DraftConfiguration;
  /** As typed; kept while the chosen resource takes none. */
  readonly eventIds?: string;
  /** Which events of an earlier request are filled in, and which are not: a line of mrkdwn. */
  readonly aboutEvents?: string;
  /**
   * Local times as doo reads them (`Y-m-d H:i:s`), or only the date or the time (`H:i`) of one that
   * is not complete yet. Without a window none has been chosen.
   */
  readonly window?: {
    readonly kind: WindowKind;
    readonly after?: string | undefined;
    readonly before?: string | undefined;
    /** Of the ends that still are where a time ago put them. */
    readonly ago?: WindowAgo | undefined;
  };
  /** None at all: some were picked that the form could not keep. */
  readonly webhookTypes?: readonly string[];
  /** What was picked while another resource was chosen, by resource. */
  readonly otherTypes?: TypesOfResources;
  /** Webhooks a minute. */
  readonly maxRatePerMin?: number;
  /** The same as a person typed it in the form, whether it can be read or not. */
  readonly typedRate?: string;
  /** The order of several calls, where one was chosen. */
  readonly order?: Order;
  /** Whether its field came with a proposal. */
  readonly isOrderProposed?: boolean;
  /** Whether types and rate are shown though neither is filled in. */
  readonly isMoreOpen?: true;
  readonly reason?: string;
  readonly ticket?: string;
  /**
   * Where the values come from, how a command line was read and what of it was not understood: lines of
   * mrkdwn for the head.
   */
  readonly aboutLine?: string;
  /** Fields that a line speaks of and does not settle: they are asked for, also those that may stay empty else. */
  readonly asked?: readonly AskedField[];
  /** What the ledger told after the form opened. */
  readonly memory?: FormMemory;
  /** Where the person is answered who asked for the form. */
  readonly responseUrl?: string;
  /** The card that the form asks for again. */
  readonly previous?: Previous;
}

/** Whether a line leaves a field open that may stay empty else. */
export function isAsked({ asked = [] }: FormDraft, field: AskedField): boolean {
  return asked.includes(field);
}

/** A form with nothing filled in. */
export const EMPTY_DRAFT: FormDraft = { resource: 'orders' };

/** Fifty ids with room for pasted addresses; fits private_metadata with the rest of a draft. */
export const MAX_EVENT_IDS_CHARS = 2_500;
/** What is said about the events of an earlier request, and about a command line. */
export const MAX_ABOUT_EVENTS_CHARS = 900;
export const MAX_ABOUT_LINE_CHARS = 2_000;

/** The form that asks for exactly this request. */
export function draftOfRequest(request: RepushRequest): FormDraft {
  const { organizationId, resource, configuration, reason } = request;
  const { window, webhookTypes, maxRatePerMin, order, ticket } = request;
  return {
    organizationId,
    resource,
    configuration,
    window: { kind: windowKind(window), ...window },
    reason,
    ...('eventIds' in request && { eventIds: request.eventIds.join(' ') }),
    ...(webhookTypes && { webhookTypes }),
    ...(maxRatePerMin !== undefined && { maxRatePerMin }),
    ...(order !== undefined && { order }),
    ...(ticket !== undefined && { ticket }),
  };
}

/** What a window with these ends is called. */
export function windowKind(window: RepushRequest['window']): WindowKind {
  if (window?.after !== undefined) return window.before === undefined ? 'since' : 'between';
  return window?.before === undefined ? 'everything' : 'until';
}

/**
 * What the fields of the form cannot carry through a rebuild or a look-up, as private_metadata,
 * version 1, for `readDraft`: what look-ups depend on, what the present choices hide, what a command
 * line left open, where to answer, and the request before this one. What does not fit gives way: where to answer,
 * the way in which event IDs were typed, what is said about a line, the IDs, what is said about them, what the ledger told, and in the
 * end the names of types, of which it stays known that some were picked.
 */
export function writeDraft(draft: FormDraft): string {
  const { organizationId, resource, configuration, eventIds, window, previous } = draft;
  const { aboutEvents, aboutLine, asked, otherTypes, memory, isMoreOpen, responseUrl } = draft;
  const value = {
    v: 1,
    o: organizationId,
    r: resource,
    c: configuration?.kind === 'all' ? ALL_CONFIGURATIONS : configuration?.id,
    w: window && { k: window.kind, a: window.after, b: window.before, g: window.ago },
    p: previous,
    n: aboutEvents,
    t: otherTypes,
    q: asked,
    m: memory,
    x: isMoreOpen ? 1 : undefined,
  };
  const ids = parseEventIds(eventIds ?? '');
  const onlyIds = ids.ok ? ids.eventIds.join(' ') : undefined;
  const forms = [
    ...(responseUrl === undefined ? [] : [{ ...value, l: aboutLine, e: eventIds, u: responseUrl }]),
    { ...value, l: aboutLine, e: eventIds },
    ...(ids.ok ? [{ ...value, l: aboutLine, e: onlyIds }] : []),
    { ...value, e: eventIds },
    ...(ids.ok ? [{ ...value, e: onlyIds }] : []),
    value,
    { ...value, n: undefined },
    { ...value, n: undefined, m: undefined },
  ].map((form) => JSON.stringify(form));
  const fitting = forms.find((form) => form.length <= SLACK_LIMITS.viewMetadata);
  return (
    fitting ?? JSON.stringify({ ...value, n: undefined, m: undefined, t: withoutNames(otherTypes) })
  );
}

function withoutNames(types: TypesOfResources = {}): TypesOfResources {
  return Object.fromEntries(Object.keys(types).map((resource) => [resource, []]));
}

/** The choice that an option's value or a remembered id stands for. */
export function configurationOf(value: string, name?: string): DraftConfiguration {
  if (value === ALL_CONFIGURATIONS) return { kind: 'all' };
  return { kind: 'one', id: value, ...(name !== undefined && { name }) };
}
