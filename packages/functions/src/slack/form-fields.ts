import { isResource } from '@doo-repush/core/repush/resources';
import * as z from 'zod';
import { configurationBlockId } from './blocks/request-form.ts';
import { configurationOf, type DraftConfiguration, type FormDraft } from './form-draft.ts';
import { ACTIONS } from './ids.ts';
import { isLine } from './option-lines.ts';

const optionSchema = z.looseObject({
  value: z.string(),
  text: z.looseObject({ text: z.string() }).optional().catch(undefined),
});
const fieldSchema = z.looseObject({
  value: z.string().nullish(),
  selected_option: optionSchema.nullish(),
});
const valuesSchema = z.record(z.string(), z.record(z.string(), fieldSchema));

/** The fields of a form by block id, then by action id. */
export type FormFields = z.infer<typeof valuesSchema>;

/** `view.state.values` as fields; `undefined` when they cannot be read. */
export function readFields(values: unknown): FormFields | undefined {
  return valuesSchema.safeParse(values).data;
}

/**
 * What stands in the fields of a form. What they do not carry comes from what the form remembers of
 * its last rebuild: typed event ids while no field shows them, the request before this one.
 */
export function draftOfFields(fields: FormFields, remembered: FormDraft): FormDraft {
  const option = (block: string, action = block) => fields[block]?.[action]?.selected_option;
  const text = (block: string) => fields[block]?.[block]?.value ?? undefined;
  const organization = option(ACTIONS.organization);
  const organizationId =
    organization && !isLine(organization.value) ? organization.value : undefined;
  const organizationName = organizationId && organization?.text?.text;
  const resource = option(ACTIONS.resource)?.value;
  const eventIds =
    fields[ACTIONS.eventIds] === undefined ? remembered.eventIds : text(ACTIONS.eventIds);
  const configuration = chosenConfiguration(fields, organizationId);
  const reason = text(ACTIONS.reason);
  return {
    resource: isResource(resource) ? resource : remembered.resource,
    ...(organizationId !== undefined && { organizationId }),
    ...(organizationName !== undefined && { organizationName }),
    ...(configuration && { configuration }),
    ...(eventIds !== undefined && { eventIds }),
    ...(reason !== undefined && { reason }),
    ...(remembered.previous && { previous: remembered.previous }),
  };
}

/**
 * The chosen configuration, if it can be one of this organization: chosen while this organization
 * was, or filled in before any was.
 */
function chosenConfiguration(
  fields: FormFields,
  organizationId: string | undefined,
): DraftConfiguration | undefined {
  for (const blockId of [configurationBlockId(organizationId), configurationBlockId(undefined)]) {
    const chosen = fields[blockId]?.[ACTIONS.configuration]?.selected_option;
    if (chosen && !isLine(chosen.value)) return configurationOf(chosen.value, chosen.text?.text);
  }
  return undefined;
}
