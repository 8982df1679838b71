import { EVERY_CONFIGURATION, type LedgerCard } from '../ledger/ledger-card.ts';
import { foreign } from './mrkdwn.ts';

/** A configuration's name, `all 3 configurations`, or every one where an earlier version did not name them. */
export function recordedConfigurationWords(card: LedgerCard, maxChars: number): string {
  const { configurationName, configurationIds } = card;
  if (configurationName !== EVERY_CONFIGURATION) return foreign(configurationName, maxChars);
  const { length } = configurationIds;
  return length === 0 ? 'every configuration' : `all ${length} configurations`;
}
