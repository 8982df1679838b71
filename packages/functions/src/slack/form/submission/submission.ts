import { isResource } from '@doo-repush/core/doo/resources';
import { type RepushRequest, repushRequestSchema } from '@doo-repush/core/repush/request';
import { tooManyTargets } from '@doo-repush/core/repush/targets';
import { ACTIONS } from '../../../messages/ids.ts';
import { tooManyWords } from '../../../messages/too-many-text.ts';
import { orderOf, readFields } from './fields.ts';
import {
  type FieldErrors,
  type FieldReading,
  readConfiguration,
  readEventIds,
  readOrganization,
  readRate,
  readReason,
  readTicketField,
  readWebhookTypes,
  type SubmissionContext,
} from './submitted-fields.ts';
import { readWindowFields } from './submitted-window.ts';

export type Submission =
  | {
      readonly ok: true;
      readonly request: RepushRequest;
      /** Sentences for the person who asks: what was read in one of two possible ways. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly errors: FieldErrors };

/**
 * Reads a submitted request form.
 * @param values `view.state.values` of the submission, untrusted
 * @returns the request, or one error for each field at fault
 */
export function readSubmission(values: unknown, context: SubmissionContext): Submission {
  const fields = readFields(values);
  if (fields === undefined)
    return refusal(ACTIONS.reason, "The form couldn't be read. Open it again.");
  const resource = fields.option(ACTIONS.resource)?.value;
  if (!isResource(resource)) return refusal(ACTIONS.resource, 'Pick what to send from the list.');

  const errors: Record<string, string> = {};
  const take = <T>(reading: FieldReading<T>): T | undefined => {
    if (reading.ok) return reading.value;
    Object.assign(errors, reading.errors);
    return undefined;
  };
  const window = take(readWindowFields(fields, context));
  const input = {
    resource,
    organizationId: take(readOrganization(fields)),
    configuration: take(readConfiguration(fields, resource, context)),
    eventIds: take(readEventIds(fields, resource)),
    window: window?.window,
    ago: window?.ago,
    webhookTypes: take(readWebhookTypes(fields, resource)),
    maxRatePerMin: take(readRate(fields, context.maxRatePerMin)),
    order: orderOf(fields),
    reason: take(readReason(fields)),
    ticket: take(readTicketField(fields)),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };

  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const request = repushRequestSchema.safeParse(Object.fromEntries(given));
  if (request.success) {
    const fault = tooMany(request.data, fields.configurationBlockId(), context);
    return fault ?? { ok: true, request: request.data, notes: window?.notes ?? [] };
  }
  return refusal(
    ACTIONS.reason,
    `The request can't be sent as it is: ${request.error.issues[0]?.message ?? 'unknown fault'}.`,
  );
}

/** A request for more calls than one may make, where the number of configurations is known. */
function tooMany(
  request: RepushRequest,
  configurationBlock: string | undefined,
  { countOf }: SubmissionContext,
): Submission | undefined {
  if (request.configuration.kind === 'one') return undefined;
  const configurations = countOf(request.organizationId, request.resource);
  if (configurations === undefined) return undefined;
  const isOfEvents = 'eventIds' in request;
  const fault = tooManyTargets(configurations, isOfEvents ? request.eventIds.length : undefined);
  if (fault === undefined) return undefined;
  const block = isOfEvents ? ACTIONS.eventIds : configurationBlock;
  return refusal(block ?? ACTIONS.reason, tooManyWords(fault));
}

function refusal(block: string, message: string): Submission {
  return { ok: false, errors: { [block]: message } };
}
