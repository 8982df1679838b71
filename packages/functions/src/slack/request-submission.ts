import { parseEventIds } from '@doo-repush/core/repush/event-ids';
import { type RepushRequest, repushRequestSchema } from '@doo-repush/core/repush/request';
import { isResource, needsEvents } from '@doo-repush/core/repush/resources';
import * as z from 'zod';
import { configurationBlockId } from './blocks/request-form.ts';
import { ACTIONS } from './ids.ts';
import { isLine } from './option-lines.ts';

/** Field errors as Slack takes them: by the block id of an input that the view has. */
export type FieldErrors = Readonly<Record<string, string>>;

export type Submission =
  | { readonly ok: true; readonly request: RepushRequest }
  | { readonly ok: false; readonly errors: FieldErrors };

const fieldSchema = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
});
const valuesSchema = z.record(z.string(), z.record(z.string(), fieldSchema));

/**
 * Reads a submitted request form.
 * @param values `view.state.values` of the submission, untrusted
 * @returns the request, or one error for each field at fault
 */
export function readSubmission(values: unknown): Submission {
  const parsed = valuesSchema.safeParse(values);
  if (!parsed.success) return refusal(ACTIONS.reason, 'The form could not be read. Open it again.');
  const fields = parsed.data;
  const field = (block: string, action: string) => fields[block]?.[action];

  const organizationId = field(ACTIONS.organization, ACTIONS.organization)?.selected_option?.value;
  const resource = field(ACTIONS.resource, ACTIONS.resource)?.selected_option?.value;
  const configurationBlock = Object.keys(fields).find((id) =>
    id.startsWith(`${ACTIONS.configuration}:`),
  );
  const configurationId =
    configurationBlock && field(configurationBlock, ACTIONS.configuration)?.selected_option?.value;
  const reason = field(ACTIONS.reason, ACTIONS.reason)?.value ?? '';

  const errors: Record<string, string> = {};
  if (organizationId === undefined || isLine(organizationId))
    errors[ACTIONS.organization] = 'Choose an organization from the list.';
  if (configurationBlock !== undefined) {
    if (configurationId === undefined || isLine(configurationId))
      errors[configurationBlock] = 'Choose a webhook configuration from the list.';
    else if (configurationBlock !== configurationBlockId(organizationId))
      errors[configurationBlock] =
        'This configuration belongs to another organization. Choose again.';
  }
  if (reason.trim() === '') errors[ACTIONS.reason] = 'Say why, for the approver and the ledger.';
  if (!isResource(resource)) return refusal(ACTIONS.resource, 'Choose a resource from the list.');

  const ids = needsEvents(resource)
    ? parseEventIds(field(ACTIONS.eventIds, ACTIONS.eventIds)?.value ?? '')
    : undefined;
  if (ids?.ok === false) {
    if (fields[ACTIONS.eventIds] === undefined)
      errors[ACTIONS.resource] = 'Choose the resource again, so that the form asks for event IDs.';
    else errors[ACTIONS.eventIds] = ids.message;
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };

  const request = repushRequestSchema.safeParse({
    organizationId,
    configuration: { kind: 'one', id: configurationId },
    resource,
    ...(ids?.ok && { eventIds: ids.eventIds }),
    reason,
  });
  if (request.success) return { ok: true, request: request.data };
  return refusal(
    ACTIONS.reason,
    `The request cannot be sent as it is: ${request.error.issues[0]?.message ?? 'unknown fault'}.`,
  );
}

function refusal(block: string, message: string): Submission {
  return { ok: false, errors: { [block]: message } };
}
