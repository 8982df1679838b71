import { setTimeout as sleep } from 'node:timers/promises';
import { type Problem, problem } from '../../model/check-problem.ts';
import type { CheckedRequest } from '../../model/checked-request.ts';
import type { WorkflowInput } from '../../model/workflow-input.ts';
import { errorKind, type Log } from '../../runtime/log.ts';
import { DooSecretError } from '../../runtime/secrets/parsed-secret.ts';
import { readAsking } from '../../slack-api/authorize.ts';
import type { People } from '../../slack-api/directory.ts';
import { type Durable, repeatable, secondsAfter, withoutWords } from '../durable.ts';
import { countOpen } from './count-open.ts';
import type { CheckDeps } from './deps.ts';
import { findConfigurations, readEvents } from './doo.ts';
import { readEarlier } from './duplicates.ts';
import { AT_ONCE, type CheckPart, PATIENTLY, type ReadingTime, readInTime } from './part.ts';
import { windowFacts } from './window.ts';

export type Checked =
  | { readonly ok: true; readonly checked: CheckedRequest }
  | { readonly ok: false; readonly problem: Problem };

/** What came of a part of the check; what is not final may be otherwise when it is tried again. */
interface Tried {
  readonly checked: Checked;
  readonly isFinal: boolean;
}

/**
 * The check, which only reads and may be repeated, and which ends in time whatever hangs: at once, or
 * else once the requester was told that it goes on.
 * @param sayItGoesOn is called once at most, with as many durable steps as it likes
 */
export async function check(
  durable: Durable,
  input: WorkflowInput,
  deps: CheckDeps,
  { askedAtMs, sayItGoesOn }: { askedAtMs: number; sayItGoesOn: () => Promise<void> },
  log: Log,
): Promise<Checked> {
  const tryPart = (part: CheckPart) => tryToCheck(durable, input, deps, { part, askedAtMs }, log);
  const atOnce = await tryPart(AT_ONCE);
  if (atOnce.isFinal) return atOnce.checked;
  await sayItGoesOn();
  return (await tryPart(PATIENTLY)).checked;
}

async function tryToCheck(
  durable: Durable,
  input: WorkflowInput,
  deps: CheckDeps,
  { part, askedAtMs }: { part: CheckPart; askedAtMs: number },
  log: Log,
): Promise<Tried> {
  const { name, endsMs, leastMs, patience } = part;
  const isLast = (attempt: number): boolean => {
    const nextAtMs = deps.now() + secondsAfter(attempt, patience) * 1_000;
    return attempt >= patience.attempts || nextAtMs + leastMs > askedAtMs + endsMs;
  };
  const read = async ({ attempt }: { attempt: number }): Promise<Tried> => {
    const checked = await readInTime(part, deps, askedAtMs, (time) =>
      checkRequest(input, deps, time, log).catch((error) => checkFailed(error, log)),
    );
    const isFinal = checked !== undefined && !mayPass(checked);
    if (!isFinal && !isLast(attempt)) throw new Error('doo or Slack is busy or away');
    if (checked?.ok === false) log.warn('check_failed', { problem: checked.problem.code });
    return { checked: checked ?? problem({ code: 'not_checked' }), isFinal };
  };
  try {
    return await durable.step(name, withoutWords(read), repeatable<Tried>(patience));
  } catch {
    return { checked: problem({ code: 'not_checked' }), isFinal: false };
  }
}

/**
 * Everything that can be known before an approver is disturbed: may this person ask, can anybody
 * approve, do the credentials work, does the configuration exist and have hooks for the resource.
 * Titles and dates of events and earlier requests are best effort.
 * @throws when Slack could not say
 */
async function checkRequest(
  input: WorkflowInput,
  deps: CheckDeps,
  time: ReadingTime,
  log: Log,
): Promise<Checked> {
  const { request, requesterId } = input;
  const { access, approvalTimeoutMs, executionArn, timeZone, now } = deps;
  const people = await deps.people(time.signal);
  const asking = await readAsking(people, requesterId);
  const trouble = people.channelTrouble();
  if (!asking.allowed && asking.reason === 'unverifiable' && trouble !== undefined)
    return problem({ code: 'channel_lost', trouble });
  if (!asking.allowed && asking.reason === 'unverifiable')
    throw new Error('Slack cannot say who asks');
  if (!asking.allowed) return problem({ code: 'may_not_ask', reason: asking.reason });

  const approvers = await people.approverIds();
  if (approvers === undefined) throw new Error('Slack cannot say who approves');
  const others = approvers.filter((id) => id !== requesterId);
  if (!(await hasMember(others, people))) return problem({ code: 'nobody_can_approve' });

  const open = await countOpen(requesterId, deps, time, log);
  if (open !== undefined && open >= deps.maxOpenRequests)
    return problem({ code: 'too_many_open', limit: deps.maxOpenRequests });

  const organization = await access.organization(request.organizationId);
  if (organization === undefined) return problem({ code: 'organization_unknown' });

  const doo = await access.clientOf(organization);
  const organizationName = organization.name;
  const authenticated = await doo.authenticate({ deadlineMs: time.requiredMs() });
  if (!authenticated.ok)
    return problem({ code: 'doo_failed', organizationName, failure: authenticated.failure });

  const { teamId } = organization;
  const found = await findConfigurations(request, {
    doo,
    teamId,
    organizationName,
    known: deps.configurations,
    begun: { lists: deps.begunLists, key: executionArn },
    deadlineMs: time.requiredMs(),
  });
  if (!found.ok) return found;
  const asked = { request, ...found.facts };
  const nowMs = now();
  const extraMs = time.extraMs();
  const patience = { now, deadlineMs: nowMs + extraMs, sleep, log };
  const context = { executionArn, approvalTimeoutMs, nowMs };
  const [events, earlier] = await Promise.all([
    readEvents(doo, request, extraMs),
    readEarlier(() => deps.ledger(deps.timeout(extraMs)), asked, context, patience),
  ]);
  const window = windowFacts(request, { timeZone, nowMs });
  const checked = {
    request,
    organizationName,
    teamId,
    ...found.facts,
    events,
    earlier,
    window,
  };
  return { ok: true, checked };
}

function checkFailed(error: unknown, log: Log): Checked | undefined {
  if (error instanceof DooSecretError && error.code === 'unusable')
    return problem({ code: 'secret_unusable' });
  log.warn('check_interrupted', { error: errorKind(error) });
  return undefined;
}

/** Whether the next try may come to another answer: doo did not say no for good. */
function mayPass(checked: Checked): boolean {
  if (checked.ok) return false;
  const { problem } = checked;
  if (problem.code === 'configuration_unchecked') return true;
  if (problem.code !== 'doo_failed') return false;
  const { code } = problem.failure;
  return code !== 'unauthorized' && code !== 'refused' && code !== 'kept_for_sending';
}

/** Asks one by one: the first full member is enough. */
async function hasMember(userIds: readonly string[], people: People): Promise<boolean> {
  let isSure = true;
  for (const userId of userIds) {
    const standing = await people.standing(userId);
    if (standing === 'member') return true;
    if (standing === 'unverifiable') isSure = false;
  }
  if (!isSure) throw new Error('Slack cannot say who approves');
  return false;
}
