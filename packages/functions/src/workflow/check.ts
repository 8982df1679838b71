import type { DooClient } from '@doo-repush/core/doo/client';
import type { ConfigurationHook } from '@doo-repush/core/doo/configurations';
import type { DooFailure } from '@doo-repush/core/doo/failure';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { areTypesKnown, isTypeOf } from '@doo-repush/core/repush/resources';
import { type DooAccess, DooSecretError } from '../doo-access.ts';
import type { Log } from '../log.ts';
import type { AskingRefusal } from '../slack/blocks/refusal-words.ts';
import type {
  CheckedRequest,
  ConfigurationFacts,
  EventFacts,
} from '../slack/blocks/request-words.ts';
import { cut } from '../slack/blocks/text.ts';
import { type People, readAsking } from '../slack/people.ts';
import { type Durable, repeatable } from './durable.ts';
import type { WorkflowInput } from './input.ts';

/** Why a request is not put before an approver. */
export type Problem =
  | {
      readonly code: 'may_not_ask';
      readonly reason: AskingRefusal;
    }
  | {
      readonly code:
        | 'secret_unusable'
        | 'organization_unknown'
        | 'nobody_can_approve'
        | 'not_checked';
    }
  | {
      readonly code: 'configuration_unknown' | 'configuration_unchecked';
      readonly organizationName: string;
    }
  | {
      readonly code: 'no_hooks';
      readonly organizationName: string;
      readonly configurationName: string;
    }
  | {
      readonly code: 'doo_failed';
      readonly organizationName: string;
      readonly failure: DooFailure;
    };

export type Checked =
  | { readonly ok: true; readonly checked: CheckedRequest }
  | { readonly ok: false; readonly problem: Problem };

/** Slack or doo being away is tried for about a minute; then the requester is told instead. */
const PATIENCE = { attempts: 6, longestWaitSeconds: 30 };
/** An invocation has five minutes, and a person waits for the card. */
const LIST_DEADLINE_MS = 90_000;
const TITLES_DEADLINE_MS = 20_000;
/** What doo says is kept with the execution, which AWS bounds at 256 KB a step. */
const MAX_NAME_CHARS = 200;
const MAX_HOSTS = 20;

/** The check as a durable step: it only reads, so it may be repeated. */
export async function check(
  durable: Durable,
  input: WorkflowInput,
  people: () => Promise<People>,
  access: DooAccess,
  log: Log,
): Promise<Checked> {
  try {
    const read = async ({ attempt }: { attempt: number }) => {
      const checked = await checkRequest(input, await people(), access).catch(secretProblem);
      if (attempt < PATIENCE.attempts && mayPass(checked)) throw new Error('doo is busy or away');
      if (!checked.ok) log.warn('check_failed', { problem: checked.problem.code });
      return checked;
    };
    return await durable.step('check', read, repeatable<Checked>(PATIENCE));
  } catch {
    return problem({ code: 'not_checked' });
  }
}

/**
 * Everything that can be known before an approver is disturbed: may this person ask, can anybody
 * approve, do the credentials work, does the configuration exist and have hooks for the resource.
 * Event titles are best effort.
 * @throws when Slack could not say, so that the step is tried again
 */
async function checkRequest(
  input: WorkflowInput,
  people: People,
  access: DooAccess,
): Promise<Checked> {
  const { request, requesterId } = input;
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

  const configuration = await findConfiguration(
    doo,
    organization.teamId,
    request,
    organizationName,
  );
  if (!configuration.ok) return configuration;
  const events = await readEvents(doo, request);
  return {
    ok: true,
    checked: { request, organizationName, configuration: configuration.facts, events },
  };
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

type Found =
  | { readonly ok: true; readonly facts: ConfigurationFacts | undefined }
  | { readonly ok: false; readonly problem: Problem };

async function findConfiguration(
  doo: DooClient,
  teamId: string,
  request: RepushRequest,
  organizationName: string,
): Promise<Found> {
  const wanted = request.configuration;
  if (wanted.kind === 'all') return { ok: true, facts: undefined };
  const listed = await doo.listConfigurations(teamId, { deadlineMs: LIST_DEADLINE_MS });
  if (!listed.ok) return problem({ code: 'doo_failed', organizationName, failure: listed.failure });
  const configuration = listed.value.configurations.find((each) => each.id === wanted.id);
  if (configuration === undefined) {
    const code = listed.value.complete ? 'configuration_unknown' : 'configuration_unchecked';
    return problem({ code, organizationName });
  }
  const name = cut(configuration.name, MAX_NAME_CHARS);
  const hooks = configuration.hooks.filter((hook) => isTypeOf(request.resource, hook.type));
  if (hooks.length === 0 && areTypesKnown(request.resource))
    return problem({ code: 'no_hooks', organizationName, configurationName: name });
  return { ok: true, facts: { id: configuration.id, name, hosts: hostsOf(hooks) } };
}

function hostsOf(hooks: readonly ConfigurationHook[]): readonly string[] {
  const hosts = new Set(hooks.map((hook) => hook.host).filter((host) => host !== ''));
  return [...hosts].slice(0, MAX_HOSTS);
}

async function readEvents(
  doo: DooClient,
  request: RepushRequest,
): Promise<Readonly<Record<string, EventFacts>>> {
  if (!('eventIds' in request)) return {};
  const titles = await doo.eventTitles(request.eventIds, { deadlineMs: TITLES_DEADLINE_MS });
  return Object.fromEntries(
    request.eventIds.map((id): [string, EventFacts] => {
      const title = titles.ok ? titles.value.get(id) : undefined;
      if (title === undefined) return [id, { kind: 'unchecked' }];
      return [
        id,
        title.kind === 'found'
          ? { kind: 'found', title: cut(title.title, MAX_NAME_CHARS) }
          : { kind: 'unknown' },
      ];
    }),
  );
}

function problem<P extends Problem>(value: P): { ok: false; problem: P } {
  return { ok: false, problem: value };
}
