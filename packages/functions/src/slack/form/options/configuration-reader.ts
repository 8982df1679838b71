import type { ConfigurationList } from '@doo-repush/core/doo/configurations';
import { dooFailure } from '@doo-repush/core/doo/failure';
import { failed, type Result } from '@doo-repush/core/doo/result';
import type { DooAccess } from '../../../runtime/doo-access.ts';
import type { WorkflowClient } from '../../workflow-client.ts';

/**
 * Lists the configurations of an organization as far as `deadlineMs` from now allows, after what
 * `from` has; `undefined` when the organization is not set up.
 */
export type ReadConfigurationList = (
  organizationId: string,
  options: { readonly deadlineMs: number; readonly from?: ConfigurationList | undefined },
) => Promise<Result<ConfigurationList> | undefined>;

/** Asks doo with the doo secret. Rejects with DooSecretError. */
export function readFromDoo(access: DooAccess): ReadConfigurationList {
  return async (organizationId, options) => {
    const organization = await access.organization(organizationId);
    if (organization === undefined) return undefined;
    return (await access.clientOf(organization)).listConfigurations(organization.teamId, options);
  };
}

/** The way to `lookup` and back, which is not its own to use up. */
const ON_THE_WAY_MS = 150;

/** Has `lookup` ask doo, so that this function needs no credentials of doo. */
export function readThroughLookup(
  workflow: WorkflowClient,
  now: () => number,
): ReadConfigurationList {
  return async (organizationId, { deadlineMs, from }) => {
    const dueAtMs = now() + deadlineMs - ON_THE_WAY_MS;
    const lookedUp = await workflow.lookUp({ v: 1, organizationId, dueAtMs, from }, deadlineMs);
    return lookedUp === 'timed_out' ? failed(dooFailure('timed_out')) : lookedUp.listed;
  };
}
