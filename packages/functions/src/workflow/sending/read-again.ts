import { KEPT_BY_CHECKS } from '@doo-repush/core/doo/allowance';
import type { DooClient } from '@doo-repush/core/doo/client';
import type { CheckedRequest } from '../../model/checked-request.ts';
import type { Change } from '../../model/request-state.ts';
import { configurationFacts } from '../check/configuration-facts.ts';
import type { Run } from '../context.ts';
import { repeatable, withoutWords } from '../durable.ts';

/** What doo and the doo secret say right before the first call, beside what was approved. */
export type ReadAgain =
  | { readonly kind: 'same' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'changed'; readonly changes: readonly Change[] };

/** As long as the check may take, in all. */
const LONGEST_MS = 38_000;
const LEAST_MS = 2_000;
const PATIENCE = { attempts: 3, longestWaitSeconds: 2 };

/**
 * Reads the organization's team and the configurations once more. What cannot be read changes nothing:
 * a call goes out with an id that was approved.
 * @param sinceMs when it was due, in milliseconds since the epoch
 * @param name of the durable step
 */
export async function readAgain(
  { durable, deps, checked }: Run,
  sinceMs: number,
  name: string,
): Promise<ReadAgain> {
  const read = withoutWords(async ({ attempt }: { attempt: number }): Promise<ReadAgain> => {
    const { organizationId } = checked.request;
    const organization = await deps.access.organization(organizationId);
    if (organization === undefined) return { kind: 'unread' };
    if (organization.teamId !== checked.teamId)
      return { kind: 'changed', changes: [{ kind: 'team' }] };
    const doo = await deps.access.clientOf(organization);
    const deadlineMs = Math.max(LEAST_MS, sinceMs + LONGEST_MS - deps.now());
    const again = await compare(doo, checked, deadlineMs);
    if (again.kind === 'unread' && attempt < PATIENCE.attempts && deadlineMs > LEAST_MS)
      throw new Error('doo is busy or away');
    return again;
  });
  try {
    return await durable.step(name, read, repeatable<ReadAgain>(PATIENCE));
  } catch {
    return { kind: 'unread' };
  }
}

async function compare(
  doo: DooClient,
  { configurations, request, teamId }: CheckedRequest,
  deadlineMs: number,
): Promise<ReadAgain> {
  const [only] = configurations;
  const wantedId = configurations.length === 1 ? only?.id : undefined;
  const listed = await doo.listConfigurations(teamId, {
    deadlineMs,
    wantedId,
    keptCalls: KEPT_BY_CHECKS,
  });
  if (!listed.ok) return { kind: 'unread' };
  const present = new Map(listed.value.configurations.map((each) => [each.id, each]));
  const changes: Change[] = [];
  let isUnread = false;
  for (const before of configurations) {
    const found = present.get(before.id);
    const now = found && configurationFacts(found, request.resource);
    if (now !== undefined && now.fingerprint !== before.fingerprint)
      changes.push({ kind: 'configuration', before, now });
    if (now === undefined && listed.value.complete) changes.push({ kind: 'gone', before });
    if (now === undefined && !listed.value.complete) isUnread = true;
  }
  if (changes.length > 0) return { kind: 'changed', changes };
  return { kind: isUnread ? 'unread' : 'same' };
}
