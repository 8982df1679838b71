import type { TargetResult } from '@doo-repush/core/repush/outcome';
import type { ConfigurationFacts } from '../model/checked-request.ts';
import { exact, foreign } from './mrkdwn.ts';

type Named = Pick<ConfigurationFacts, 'id' | 'name'>;

/** `41231`, `41231 to CRM`, `CRM`: which of a request's calls it is; empty where there is one. */
export function targetWords(
  { eventId, configurationId }: Pick<TargetResult, 'eventId' | 'configurationId'>,
  configurations: readonly Named[],
): string {
  if (configurations.length < 2) return eventId ?? '';
  const configuration = configurations.find(({ id }) => id === configurationId);
  const parts = [eventId, configuration && nameWords(configuration, configurations)];
  return parts.filter((part) => part !== undefined).join(' to ');
}

/** Its name, and its ID where another one is called the same. */
function nameWords({ id, name }: Named, configurations: readonly Named[]): string {
  const isOnly = configurations.filter((each) => each.name === name).length === 1;
  return `${foreign(name, 60)}${isOnly ? '' : ` (ID ${exact(id)})`}`;
}
