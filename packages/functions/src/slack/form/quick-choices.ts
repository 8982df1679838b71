import { ACTIONS } from '../../messages/ids.ts';
import type { FormDraft } from './draft.ts';
import { mayBeSeveral } from './order-view.ts';
import type { FormFields } from './submission/fields.ts';

/** A form as a person left it, beside what it was last built for. */
export interface LeftForm {
  readonly fields: FormFields;
  readonly left: FormDraft;
  readonly shown: FormDraft;
}

/**
 * Whether the form holds a choice in another field that it was not rebuilt for: then that choice
 * came first, and a form built of these fields has both. Choosing another organization drops the
 * configuration, which is no choice. The same field twice tells nothing: there the first rebuild
 * stands, and a form that does not fit its fields says so when it is submitted.
 */
export function holdsEarlierChoice({ fields, left, shown }: LeftForm, actionId: string): boolean {
  const { configuration: _chosen, ...others } = left;
  const ofShown = shown.configuration && { configuration: shown.configuration };
  const isOtherOrganization = left.organizationId !== shown.organizationId;
  const isOtherConfiguration =
    !isOtherOrganization && configurationId(left) !== configurationId(shown);
  const isOtherOrder = mayBeSeveral({ ...others, ...ofShown }) !== fields.hasOrder();
  const changed: Readonly<Record<string, boolean>> = {
    [ACTIONS.organization]: isOtherOrganization,
    [ACTIONS.configuration]: isOtherConfiguration,
    [ACTIONS.resource]: left.resource !== shown.resource,
    [ACTIONS.window]: left.window?.kind !== shown.window?.kind,
    [ACTIONS.eventIds]: isOtherOrder,
  };
  return Object.entries(changed).some(([field, isChanged]) => isChanged && field !== actionId);
}

function configurationId({ configuration }: FormDraft): string | undefined {
  return configuration?.kind === 'one' ? configuration.id : configuration?.kind;
}
