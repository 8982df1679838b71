import { RESOURCES, type Resource } from '@doo-repush/core/doo/resources';
import { SLACK_LIMITS } from '../../../model/slack-limits.ts';
import { cut } from '../../../runtime/text.ts';

/** Lines to read in the menus of the form, and what stands below their choices. */
export const OPTION_TEXT = {
  noSystems: 'doo has no connected systems here',
  noOrganizations: 'No organizations are set up. Ask an admin',
  organizationFirst: 'Pick an organization first',
  systemFirst: 'Pick a system first',
  unverified: "Slack couldn't say who you are. Try again",
  notAsking: "You can't ask for repushes here",
  strangers: 'Only for members of this workspace',
  documented: "In doo's documentation",
  unusedByAny: 'Not used by any system',
  unused: 'Not used by this system',
  unusableId: "its ID can't be used",
} as const;

/** A menu that could not be read. @param what `Types`, `Systems`, `Organizations` */
export function notLoaded(what: string, reference: string): string {
  return `${what} can't be loaded. Try again. Ref ${reference}`;
}

export function noTypesKnown(resource: Resource): string {
  return `No types of ${RESOURCES[resource].plural} are known. Leave empty for all`;
}

export function noWebhooksFor(resource: Resource): string {
  return `no ${RESOURCES[resource].singular} webhooks`;
}

/** A name with why it cannot be chosen. */
export function marked(name: string, mark: string): string {
  return `${cut(name, SLACK_LIMITS.optionText - mark.length - 3)} (${mark})`;
}

/** @param systems how many there are, where doo listed them all */
export function allSystemsText(resource: Resource, systems: number | undefined): string {
  const which = systems === undefined ? 'every system' : `all ${systems} systems`;
  return `Sends to ${which} with ${RESOURCES[resource].singular} webhooks`;
}
