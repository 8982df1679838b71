import { isResource, RESOURCE_NAMES, type Resource } from '@doo-repush/core/doo/resources';
import { ORDERS, type Order } from '@doo-repush/core/repush/order';
import * as z from 'zod';
import { ACTIONS } from '../../../messages/ids.ts';
import {
  type AskedField,
  configurationOf,
  type DraftConfiguration,
  type FormDraft,
  isWindowKind,
  type TypesOfResources,
} from '../draft.ts';
import { stillTrue } from '../memory/apply.ts';
import { webhookTypesBlockId } from '../more-view.ts';
import { isLine } from '../options/options.ts';
import { orderBlockId } from '../order-view.ts';
import { configurationBlockId, isOrganizationBlock } from '../target-blocks.ts';
import { PICKERS } from '../window-view.ts';
import {
  agoStill,
  type PickerParts,
  pickedText,
  pickerParts,
  type WindowSide,
} from './picker-parts.ts';

const optionSchema = z.looseObject({
  value: z.string(),
  text: z.looseObject({ text: z.string() }).optional().catch(undefined),
});
const fieldSchema = z.looseObject({
  value: z.string().nullish(),
  selected_option: optionSchema.nullish(),
  selected_options: z.array(optionSchema).nullish(),
  selected_date: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .nullish(),
  selected_time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .nullish(),
});
const valuesSchema = z.record(z.string(), z.record(z.string(), fieldSchema));

export type FormOption = z.infer<typeof optionSchema>;

/** The fields of the request form as a person left them, over `view.state.values`. */
export interface FormFields {
  has(blockId: string): boolean;
  option(blockId: string, actionId?: string): FormOption | undefined;
  options(blockId: string, actionId: string): readonly FormOption[];
  /** Typed text; `undefined` where nothing was typed. */
  text(blockId: string): string | undefined;
  picked(side: WindowSide): PickerParts;
  hasOrder(): boolean;
  /** Whether it has the types of any resource. */
  hasTypes(): boolean;
  /** The chosen organization, whatever its block. */
  organization(): FormOption | undefined;
  /** Where its field is, or should be. */
  organizationBlockId(): string;
  /** The configuration's block: its id names the organization that it is for. */
  configurationBlockId(): string | undefined;
}

const ORDER_BLOCKS = [orderBlockId(true), orderBlockId()];

/** Reads `view.state.values`, untrusted; `undefined` when they cannot be read. */
export function readFields(values: unknown): FormFields | undefined {
  const fields = valuesSchema.safeParse(values).data;
  if (fields === undefined) return undefined;
  const organizationBlock = Object.keys(fields).find(isOrganizationBlock) ?? ACTIONS.organization;
  const field = (blockId: string, actionId = blockId) => fields[blockId]?.[actionId];
  return {
    has: (blockId) => fields[blockId] !== undefined,
    option: (blockId, actionId) => field(blockId, actionId)?.selected_option ?? undefined,
    options: (blockId, actionId) => field(blockId, actionId)?.selected_options ?? [],
    text: (blockId) => field(blockId)?.value || undefined,
    picked: (side) => ({
      date: field(PICKERS[side].date)?.selected_date ?? undefined,
      time: field(PICKERS[side].time)?.selected_time ?? undefined,
    }),
    hasOrder: () => ORDER_BLOCKS.some((blockId) => fields[blockId] !== undefined),
    hasTypes: () =>
      RESOURCE_NAMES.some((resource) => fields[webhookTypesBlockId(resource)] !== undefined),
    organization: () =>
      field(organizationBlock, ACTIONS.organization)?.selected_option ?? undefined,
    organizationBlockId: () => organizationBlock,
    configurationBlockId: () =>
      Object.keys(fields).find((id) => id.startsWith(configurationBlockId(''))),
  };
}

/**
 * What stands in the fields of a form. What they do not show comes from what the form remembers of
 * its last rebuild: event ids, webhook types and ends of the window that the present choices hide, and
 * what it knows of the request before this one.
 */
export function draftOfFields(fields: FormFields, remembered: FormDraft): FormDraft {
  const organization = unlessLine(fields.organization());
  const resource = resourceOf(fields, remembered);
  const configuration = chosenConfiguration(fields, organization?.value);
  const eventIds = fields.has(ACTIONS.eventIds)
    ? fields.text(ACTIONS.eventIds)
    : remembered.eventIds;
  const window = windowOf(fields, remembered);
  const { [resource]: webhookTypes, ...otherTypes } = typesOf(fields, remembered);
  const typedRate = fields.text(ACTIONS.rate);
  const order = orderOf(fields);
  const reason = fields.text(ACTIONS.reason);
  const ticket = fields.text(ACTIONS.ticket);
  const organizationBlock = fields.organizationBlockId();
  const target = {
    ...(organization && { organizationId: organization.value }),
    ...(organization?.text && { organizationName: organization.text.text }),
    ...(organizationBlock !== ACTIONS.organization && { organizationBlock }),
    ...(configuration && { configuration }),
  };
  return {
    resource,
    ...target,
    ...(eventIds !== undefined && { eventIds }),
    ...(window && { window }),
    ...(webhookTypes && { webhookTypes }),
    ...(Object.keys(otherTypes).length > 0 && { otherTypes }),
    ...(typedRate !== undefined && { typedRate }),
    ...(order !== undefined && { order }),
    ...(fields.has(orderBlockId(true)) && { isOrderProposed: true }),
    ...(remembered.isMoreOpen && { isMoreOpen: true }),
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
    ...(remembered.aboutEvents && { aboutEvents: remembered.aboutEvents }),
    ...(remembered.aboutLine && { aboutLine: remembered.aboutLine }),
    ...askedStill(fields, { resource, ...target }, remembered),
    ...stillTrue({ resource, ...target }, remembered.memory),
    ...(remembered.previous && { previous: remembered.previous }),
    ...(remembered.responseUrl && { responseUrl: remembered.responseUrl }),
  };
}

/** The chosen order of several calls. */
export function orderOf(fields: FormFields): Order | undefined {
  const value = ORDER_BLOCKS.map((blockId) => fields.option(blockId, ACTIONS.order)?.value).find(
    (chosen) => chosen !== undefined,
  );
  return ORDERS.find((order) => order === value);
}

/** The types that are picked, or were when their resource was chosen. */
function typesOf(fields: FormFields, remembered: FormDraft): TypesOfResources {
  const types = RESOURCE_NAMES.map((resource) => {
    const block = webhookTypesBlockId(resource);
    if (!fields.has(block)) return [resource, remembered.otherTypes?.[resource]] as const;
    const picked = fields.options(block, ACTIONS.webhookTypes).map(({ value }) => value);
    const chosen = picked.filter((value) => !isLine(value));
    return [resource, chosen.length > 0 ? chosen : undefined] as const;
  });
  return Object.fromEntries(types.filter(([, picked]) => picked !== undefined));
}

/** The chosen option, if it is a choice and not a line to read. */
export function unlessLine(option: FormOption | undefined): FormOption | undefined {
  return option && !isLine(option.value) ? option : undefined;
}

/** What is chosen now is no longer asked for; types are, until another resource is chosen. */
function askedStill(
  fields: FormFields,
  { resource, organizationId, configuration }: FormDraft,
  { asked = [], resource: before }: FormDraft,
): Pick<FormDraft, 'asked'> {
  const isSettled: Readonly<Partial<Record<AskedField, boolean>>> = {
    organization: organizationId !== undefined,
    configuration: configuration !== undefined,
    resource: fields.option(ACTIONS.resource) !== undefined,
    webhookTypes: resource !== before,
  };
  const still = asked.filter((field) => isSettled[field] !== true);
  return still.length === 0 ? {} : { asked: still };
}

function resourceOf(fields: FormFields, remembered: FormDraft): Resource {
  const value = fields.option(ACTIONS.resource)?.value;
  return isResource(value) ? value : remembered.resource;
}

/**
 * The chosen configuration, if it can be one of this organization: chosen while this organization
 * was, or filled in before any was.
 */
function chosenConfiguration(
  fields: FormFields,
  organizationId: string | undefined,
): DraftConfiguration | undefined {
  const chosen = [organizationId, undefined]
    .map((id) => unlessLine(fields.option(configurationBlockId(id), ACTIONS.configuration)))
    .find((option) => option !== undefined);
  return chosen && configurationOf(chosen.value, chosen.text?.text);
}

function windowOf(fields: FormFields, remembered: FormDraft): FormDraft['window'] {
  const kind = fields.option(ACTIONS.window)?.value;
  if (!isWindowKind(kind)) return undefined;
  const side = (name: WindowSide) => {
    const shown = remembered.window?.[name];
    if (!fields.has(PICKERS[name].date)) return shown;
    const { date, time } = fields.picked(name);
    const before = pickerParts(name, shown);
    return pickedText({ date: date ?? before.date, time: time ?? before.time });
  };
  const [after, before] = [side('after'), side('before')];
  const ago = remembered.window && agoStill({ after, before }, remembered.window);
  return {
    kind,
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
    ...(ago && { ago }),
  };
}
