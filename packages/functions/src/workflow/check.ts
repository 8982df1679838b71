import type { DooClient } from '@doo-repush/core/doo/client';
import type { Configuration } from '@doo-repush/core/doo/configurations';
import type { DooFailure } from '@doo-repush/core/doo/failure';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { isTypeOf } from '@doo-repush/core/repush/resources';
import { type DooAccess, DooSecretError } from '../doo-access.ts';
import type { AskingRefusal } from '../slack/blocks/refusal-words.ts';
import type {
  CheckedRequest,
  ConfigurationFacts,
  EventFacts,
} from '../slack/blocks/request-words.ts';
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

/** The check as a durable step: it only reads, so it may be repeated. */
export async function check(
  durable: Durable,
  input: WorkflowInput,
  people: () => Promise<People>,
  access: DooAccess,
): Promise<Checked> {
  try {
    const read = async ({ attempt }: { attempt: number }) => {
      const checked = await checkRequest(input, await people(), access).catch(secretProblem);
      if (attempt < PATIENCE.attempts && mayPass(checked)) throw new Error('doo is busy or away');
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
  if (checked.ok || checked.problem.code !== 'doo_failed') return false;
  const { code } = checked.problem.failure;
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
  const listed = await doo.listConfigurations(teamId);
  if (!listed.ok) return problem({ code: 'doo_failed', organizationName, failure: listed.failure });
  const configuration = listed.value.configurations.find((each) => each.id === wanted.id);
  if (configuration === undefined) {
    const code = listed.value.complete ? 'configuration_unknown' : 'configuration_unchecked';
    return problem({ code, organizationName });
  }
  const hosts = hostsFor(configuration, request);
  if (hosts.length === 0)
    return problem({ code: 'no_hooks', organizationName, configurationName: configuration.name });
  return { ok: true, facts: { id: configuration.id, name: configuration.name, hosts } };
}

function hostsFor(configuration: Configuration, request: RepushRequest): readonly string[] {
  const hooks = configuration.hooks.filter((hook) => isTypeOf(request.resource, hook.type));
  return [...new Set(hooks.map((hook) => hook.host))];
}

async function readEvents(
  doo: DooClient,
  request: RepushRequest,
): Promise<Readonly<Record<string, EventFacts>>> {
  if (!('eventIds' in request)) return {};
  const titles = await doo.eventTitles(request.eventIds);
  return Object.fromEntries(
    request.eventIds.map((id): [string, EventFacts] => {
      const title = titles.ok ? titles.value.get(id) : undefined;
      if (title === undefined) return [id, { kind: 'unchecked' }];
      return [
        id,
        title.kind === 'found' ? { kind: 'found', title: title.title } : { kind: 'unknown' },
      ];
    }),
  );
}

function problem<P extends Problem>(value: P): { ok: false; problem: P } {
  return { ok: false, problem: value };
}
