import type { Configuration } from '@doo-repush/core/doo/configurations';
import { takesResource } from '@doo-repush/core/doo/resources';
import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import { foldName } from '@doo-repush/core/typed-text';
import { errorKind } from '../../runtime/log.ts';
import type { SlackDeps } from '../deps.ts';
import type { FormDraft } from './draft.ts';
import { isLine } from './options/options.ts';

/** As long as a form may wait for it; the person can choose it as well. */
const MOST_MS = 900;
/** What is left of the answer's time for opening the form. */
const MARGIN_MS = 900;
/** Less than a look-up takes. */
const LEAST_MS = 200;

/** A configuration that a person means by what was typed. */
export interface NamedConfiguration {
  readonly id: string;
  readonly name: string;
}

/**
 * The one configuration of the draft's organization that a person means by a part of its name or of a
 * host, as far as doo lists all of them in the time of the answer; `undefined` where nobody can tell.
 * @param marginMs the time of the answer that is left for what follows
 */
export async function configurationMeant(
  typed: string,
  { organizationId, resource }: FormDraft,
  { configurationLists, deadline, log }: Pick<SlackDeps, 'configurationLists' | 'deadline' | 'log'>,
  marginMs = MARGIN_MS,
): Promise<NamedConfiguration | undefined> {
  const leftMs = deadline.msLeft();
  const deadlineMs = Math.min(MOST_MS, leftMs - marginMs);
  if (organizationId === undefined || deadlineMs < LEAST_MS) return undefined;
  const listed = await configurationLists
    .read(organizationId, deadlineMs, leftMs)
    .catch((error: unknown) => {
      log.warn('configuration_of_line_failed', { error: errorKind(error) });
      return undefined;
    });
  if (listed?.ok !== true || !listed.value.complete) {
    log.info('configuration_of_line_not_looked_up');
    return undefined;
  }
  const choices = listed.value.configurations.filter(
    ({ id, hooks }) => takesResource(hooks, resource) && id !== ALL_CONFIGURATIONS && !isLine(id),
  );
  const wanted = foldName(typed);
  const exact = choices.filter(({ name }) => foldName(name) === wanted);
  const found = exact.length > 0 ? exact : choices.filter((each) => isFoundBy(each, wanted));
  const [only, ...more] = found;
  if (only === undefined || more.length > 0) return undefined;
  return { id: only.id, name: only.name };
}

function isFoundBy({ name, hooks }: Configuration, wanted: string): boolean {
  return foldName([name, ...hooks.map(({ host }) => host)].join(' ')).includes(wanted);
}
