import { configurationWords, hostsWithin } from '@doo-repush/functions/messages/configuration-text';
import { configurationFacts } from '@doo-repush/functions/workflow/check/configuration-facts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

function facts(name: string, hosts: readonly string[], type = 'order_created') {
  const hooks = hosts.map((host) => ({ type, host }));
  return configurationFacts({ id: 'crm', name, hooks }, 'orders');
}

const LONG = `${'a-very-long-label-of-a-host.'.repeat(8)}collector.example`;

describe('what is kept of a configuration', () => {
  it('counts all its hosts, and looks for production in each of them', () => {
    const many = Array.from({ length: 30 }, (_, index) => `host-${index}.example`);
    const kept = facts('CRM', [...many, 'prod.crm.example', 'host-1.example']);
    expect(kept).toMatchObject({ hostCount: 31, production: 'prod.crm.example' });
    expect(configurationWords([kept])).toMatch(/\(host-0\.example, .* and 28 more\)$/);
    expect(facts('CRM', [`prod.${LONG}`]).production).toContain('prod.');
    expect(facts('Live feed', many).production).toBe('Live feed');
    expect(facts('CRM', many)).not.toHaveProperty('production');
  });

  it('shows the end of a long host, which says whose it is', () => {
    expect(configurationWords([facts('CRM', [LONG])])).toMatch(/\(….*collector\.example\)$/);
  });

  it('names hosts within an option by their ends, and counts those that are left', () => {
    expect(hostsWithin(['a.example', 'a.example', 'b.example'], 75)).toBe('a.example, b.example');
    expect(hostsWithin([LONG], 30)).toMatch(/^….*collector\.example$/);
    expect(hostsWithin([LONG, 'b.example'], 40)).toMatch(/^….*collector\.example, and 1 more$/);
    const host = fc.domain();
    fc.assert(
      fc.property(fc.array(host, { minLength: 1 }), (hosts) => {
        const words = hostsWithin(hosts, 75);
        expect(words.length).toBeLessThanOrEqual(75);
        const left = /and (\d+) more$/.exec(words)?.[1] ?? '0';
        const shown = words.replace(/,? ?and \d+ more$/, '').split(', ').length;
        expect(shown + Number(left)).toBe(new Set(hosts).size);
      }),
    );
  });

  it('is not of hooks for another resource', () => {
    expect(facts('CRM', ['prod.example'], 'contact_created')).toMatchObject({ hostCount: 0 });
  });

  it('changes with the name and with every host, and not with their order', () => {
    const host = fc.domain();
    fc.assert(
      fc.property(fc.uniqueArray(host, { minLength: 2, maxLength: 9 }), host, (hosts, other) => {
        fc.pre(!hosts.includes(other));
        const { fingerprint } = facts('CRM', hosts);
        expect(facts('CRM', hosts.toReversed()).fingerprint).toBe(fingerprint);
        expect(facts('CRM ', hosts).fingerprint).not.toBe(fingerprint);
        expect(facts('CRM', [...hosts.slice(1), other]).fingerprint).not.toBe(fingerprint);
        expect(facts('CRM', hosts.slice(1)).fingerprint).not.toBe(fingerprint);
      }),
    );
  });
});
