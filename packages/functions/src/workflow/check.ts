import { setTimeout as sleep } from 'node:timers/promises';
import type { Configuration } from '@doo-repush/core/doo/configurations';
import { type DooAccess, DooSecretError } from '../doo-access.ts';
import type { Log } from '../log.ts';
import type { CheckedRequest } from '../slack/blocks/request-words.ts';
import type { Kept } from '../slack/cache.ts';
import type { LedgerSource } from '../slack/ledger/scan.ts';
import { type People, readAsking } from '../slack/people.ts';
import { findConfiguration, readEvents } from './check-doo.ts';
import { readEarlier } from './check-earlier.ts';
import { windowFacts } from './check-window.ts';
import { type Durable, repeatable, withoutWords } from './durable.ts';
import type { WorkflowInput } from './input.ts';
import { type Problem, problem } from './problem.ts';

export type Checked =
  | { readonly ok: true; readonly checked: CheckedRequest }
  | { readonly ok: false; readonly problem: Problem };

/** What the check reads. */
export interface CheckDeps {
  readonly executionArn: string;
  readonly approvalTimeoutMs: number;
  readonly people: () => Promise<People>;
  readonly access: DooAccess;
  /** The ledger, read with the present token. */
  readonly ledger: () => Promise<LedgerSource>;
  /** Configurations that were found a moment ago. */
  readonly configurations: Kept<Configuration>;
  /** IANA zone of doo's times. */
  readonly timeZone: string;
  readonly now: () => number;
}

/** The requester waits for the card. */
const LEDGER_MS = 20_000;

/** Slack or doo being away is tried for about a minute; then the requester is told instead. */
const PATIENCE = { attempts: 6, longestWaitSeconds: 30 };

/** The check as a durable step: it only reads, so it may be repeated. */
export async function check(
  durable: Durable,
  input: WorkflowInput,
  deps: CheckDeps,
  log: Log,
): Promise<Checked> {
  try {
    const read = async ({ attempt }: { attempt: number }) => {
      const checked = await checkRequest(input, deps, log).catch(secretProblem);
      if (attempt < PATIENCE.attempts && mayPass(checked)) throw new Error('doo is busy or away');
      if (!checked.ok) log.warn('check_failed', { problem: checked.problem.code });
      return checked;
    };
    return await durable.step('check', withoutWords(read), repeatable<Checked>(PATIENCE));
  } catch {
    return problem({ code: 'not_checked' });
  }
}

/**
 * Everything that can be known before an approver is disturbed: may this person ask, can anybody
 * approve, do the credentials work, does the configuration exist and have hooks for the resource.
 * Titles and dates of events and earlier requests are best effort.
 * @throws when Slack could not say, so that the step is tried again
 */
async function checkRequest(input: WorkflowInput, deps: CheckDeps, log: Log): Promise<Checked> {
  const { request, requesterId } = input;
  const { access, approvalTimeoutMs, executionArn } = deps;
  const people = await deps.people();
  const asking = await readAsking(people, requesterId);
  if (!asking.allowed && asking.reason === 'unverifiable')
    throw new Error('Slack cannot say who asks');
  if (!asking.allowed) return problem({ code: 'may_not_ask', reason: asking.reason });

  const approvers = await people.approverIds();
  if (approvers === undefined) throw new Error('Slack cannot say who approves');
  const others = approvers.filter((id) => id !== requesterId);
  if (!(await hasMember(others, people))) return problem({ code: 'nobody_can_approve' });

  const organization = await access.organization(request.organizationId);
  if (organization === undefined) return problem({ code: 'organization_unknown' });

  const doo = await access.clientOf(organization);
  const organizationName = organization.name;
  const authenticated = await doo.authenticate();
  if (!authenticated.ok)
    return problem({ code: 'doo_failed', organizationName, failure: authenticated.failure });

  const { teamId } = organization;
  const source = { doo, teamId, organizationName, known: deps.configurations };
  const configuration = await findConfiguration(request, source);
  if (!configuration.ok) return configuration;
  const events = await readEvents(doo, request);
  const nowMs = deps.now();
  const patience = { now: deps.now, deadlineMs: nowMs + LEDGER_MS, sleep, log };
  const context = { executionArn, approvalTimeoutMs, nowMs };
  const earlier = await readEarlier(deps.ledger, request, context, patience);
  const window = windowFacts(request, { timeZone: deps.timeZone, nowMs });
  const checked = { request, organizationName, ...configuration.facts, events, earlier, window };
  return { ok: true, checked };
}

function secretProblem(error: unknown): Checked {
  if (error instanceof DooSecretError && error.code === 'unusable')
    return problem({ code: 'secret_unusable' });
  throw error;
}

/** Whether the next try may come to another answer: doo did not say no for good. */
function mayPass(checked: Checked): boolean {
  if (checked.ok) return false;
  const { problem } = checked;
  if (problem.code === 'configuration_unchecked') return true;
  if (problem.code !== 'doo_failed') return false;
  const { code } = problem.failure;
  return code !== 'unauthorized' && code !== 'refused';
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
