import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import type { LedgerCard } from '../ledger/ledger-card.ts';
import { foreign } from './mrkdwn.ts';

/** A resource as a card recorded it, whatever version did. */
export function recordedResourceWords({ resource }: LedgerCard): string {
  return foreign(resource, 20);
}

/** A system's name, `all 3 systems`, or every one where an earlier version did not name them. */
export function recordedConfigurationWords(card: LedgerCard, maxChars: number): string {
  const { configurationName, configurationIds } = card;
  if (configurationName !== ALL_CONFIGURATIONS) return foreign(configurationName, maxChars);
  const { length } = configurationIds;
  return length === 0 ? 'every system' : `all ${length} systems`;
}
