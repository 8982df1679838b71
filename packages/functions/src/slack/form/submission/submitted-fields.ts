import { holdsToken } from '@doo-repush/core/command/credential-scan';
import {
  isTypeOf,
  needsEvents,
  RESOURCES,
  type Resource,
  sentTypeName,
} from '@doo-repush/core/doo/resources';
import { parseEventIds } from '@doo-repush/core/repush/event-ids';
import { MAX_WEBHOOK_TYPES } from '@doo-repush/core/repush/limits';
import { readTicket } from '@doo-repush/core/repush/ticket';
import { cleanText, isVisible } from '@doo-repush/core/typed-text';
import { ACTIONS } from '../../../messages/ids.ts';
import { configurationOf, type DraftConfiguration, type FormDraft } from '../draft.ts';
import { webhookTypesBlockId } from '../more-view.ts';
import { isLine, isUnchoosable } from '../options/options.ts';
import { reasonFault, tokenWords } from '../reason.ts';
import { configurationBlockId } from '../target-blocks.ts';
import { type FormFields, unlessLine } from './fields.ts';

/** Field errors as Slack takes them: by the block id of an input that the view has. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What a field says, or what is wrong with it. */
export type FieldReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: FieldErrors };

/** What a submission is judged by beside its fields. */
export interface SubmissionContext {
  readonly timeZone: string;
  /** Webhooks a minute. */
  readonly maxRatePerMin: number;
  readonly nowMs: number;
  /** The window that the form was built with. */
  readonly shownWindow: FormDraft['window'];
  /** Whether a configuration takes webhooks of a resource; `undefined` where nobody knows just now. */
  readonly takes: (
    organizationId: string,
    configurationId: string,
    resource: Resource,
  ) => boolean | undefined;
  /** How many configurations take webhooks of a resource; `undefined` where nobody knows just now. */
  readonly countOf: (organizationId: string, resource: Resource) => number | undefined;
}

export function readOrganization(fields: FormFields): FieldReading<string> {
  const chosen = unlessLine(fields.organization());
  if (chosen !== undefined) return { ok: true, value: chosen.value };
  return faultAt(fields.organizationBlockId(), 'Pick an organization from the list.');
}

export function readConfiguration(
  fields: FormFields,
  resource: Resource,
  { takes }: SubmissionContext,
): FieldReading<DraftConfiguration> {
  const blockId = fields.configurationBlockId();
  if (blockId === undefined)
    return faultAt(
      fields.organizationBlockId(),
      'Pick the organization again to show the Send to field.',
    );
  const organizationId = unlessLine(fields.organization())?.value;
  const chosen = fields.option(blockId, ACTIONS.configuration);
  const without = `This system doesn't get ${RESOURCES[resource].singular} webhooks. Pick another one.`;
  if (chosen !== undefined && isUnchoosable(chosen.value)) return faultAt(blockId, without);
  if (chosen === undefined || isLine(chosen.value))
    return faultAt(blockId, 'Pick a system from the list.');
  if (blockId !== configurationBlockId(organizationId))
    return faultAt(
      blockId,
      'This system belongs to another organization. Pick the organization again, then its system.',
    );
  const configuration = configurationOf(chosen.value);
  const isKnownNotTo =
    configuration.kind === 'one' &&
    organizationId !== undefined &&
    takes(organizationId, configuration.id, resource) === false;
  return isKnownNotTo ? faultAt(blockId, without) : { ok: true, value: configuration };
}

/** The event ids, `undefined` where the resource takes none. */
export function readEventIds(
  fields: FormFields,
  resource: Resource,
): FieldReading<readonly string[] | undefined> {
  if (!needsEvents(resource)) return { ok: true, value: undefined };
  if (!fields.has(ACTIONS.eventIds))
    return faultAt(ACTIONS.resource, 'Pick what to send again to show the Event IDs field.');
  const ids = parseEventIds(fields.text(ACTIONS.eventIds) ?? '');
  return ids.ok ? { ok: true, value: ids.eventIds } : faultAt(ACTIONS.eventIds, ids.message);
}

/** The picked types, `undefined` where none is picked, which means all. */
export function readWebhookTypes(
  fields: FormFields,
  resource: Resource,
): FieldReading<readonly string[] | undefined> {
  const blockId = webhookTypesBlockId(resource);
  if (!fields.hasTypes()) return { ok: true, value: undefined };
  if (!fields.has(blockId))
    return faultAt(ACTIONS.resource, 'Pick what to send again to show its types.');
  const picked = fields.options(blockId, ACTIONS.webhookTypes);
  const types = picked.map(({ value }) => value);
  const { plural } = RESOURCES[resource];
  if (types.some(isLine)) return faultAt(blockId, "Remove the entry that isn't a webhook type.");
  const foreign = types.find((type) => !isTypeOf(resource, type));
  if (foreign !== undefined)
    return faultAt(blockId, `"${foreign}" isn't a type of ${plural}. Remove it.`);
  if (types.length > MAX_WEBHOOK_TYPES)
    return faultAt(blockId, `Pick at most ${MAX_WEBHOOK_TYPES} types, or none for all.`);
  const sent = types.map((type) => sentTypeName(resource, type));
  const twice = sent.find((name, index) => sent.indexOf(name) !== index);
  if (twice !== undefined)
    return faultAt(blockId, `Two of these are "${twice}" to doo. Remove one.`);
  return { ok: true, value: types.length === 0 ? undefined : types };
}

/** Webhooks a minute, `undefined` where that is left to doo. */
export function readRate(
  fields: FormFields,
  maxRatePerMin: number,
): FieldReading<number | undefined> {
  const typed = cleanText(fields.text(ACTIONS.rate) ?? '');
  if (typed === '') return { ok: true, value: undefined };
  const rate = /^[0-9]{1,9}$/.test(typed) ? Number(typed) : 0;
  if (rate >= 1 && rate <= maxRatePerMin) return { ok: true, value: rate };
  return faultAt(ACTIONS.rate, `Enter 1–${maxRatePerMin}, or leave it empty.`);
}

export function readReason(fields: FormFields): FieldReading<string> {
  const reason = fields.text(ACTIONS.reason) ?? '';
  const fault = reasonFault(reason, 'Add a reason for your approver.');
  return fault === undefined ? { ok: true, value: reason } : faultAt(ACTIONS.reason, fault);
}

export function readTicketField(fields: FormFields): FieldReading<string | undefined> {
  const typed = fields.text(ACTIONS.ticket) ?? '';
  if (!isVisible(typed)) return { ok: true, value: undefined };
  if (holdsToken(typed)) return faultAt(ACTIONS.ticket, tokenWords('ticket'));
  const ticket = readTicket(typed);
  return ticket.ok ? { ok: true, value: ticket.ticket } : faultAt(ACTIONS.ticket, ticket.message);
}

/** An error at one block of the view. */
export function faultAt(blockId: string, message: string): FieldReading<never> {
  return { ok: false, errors: { [blockId]: message } };
}
