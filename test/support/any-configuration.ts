import type { ConfigurationFacts } from '@doo-repush/functions/model/checked-request';
import fc from 'fast-check';
import { hostileText } from './any-text.ts';

/** IDs as doo may assign them, up to the greatest length. */
export const anyConfigurationId = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 75 })
  .map((text) => text.replace(/ |^\*$/g, '-'));

/** The facts that a check may find about a configuration. */
export function anyConfiguration(id: fc.Arbitrary<string>): fc.Arbitrary<ConfigurationFacts> {
  return fc.record(
    {
      id,
      name: hostileText(200),
      hosts: fc.array(hostileText(120), { maxLength: 3 }),
      hostCount: fc.nat(2_000),
      production: hostileText(260),
      fingerprint: fc.constant('0'),
    },
    { requiredKeys: ['id', 'name', 'hosts', 'hostCount', 'fingerprint'] },
  );
}

/** A configuration as found by a check. */
export const CRM: ConfigurationFacts = {
  id: 'c0ffee',
  name: 'CRM production',
  hosts: ['crm.example.com'],
  hostCount: 1,
  production: 'CRM production',
  fingerprint: '0',
};
