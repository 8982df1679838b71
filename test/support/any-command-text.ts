import { RESOURCE_NAMES } from '@doo-repush/core/doo/resources';
import fc from 'fast-check';
import { anyText, hostileText } from './any-text.ts';

const piece = fc.oneof(
  fc.constantFrom(
    ...RESOURCE_NAMES,
    ...[
      'help',
      'history',
      'export',
      'curl',
      '41231',
      '41232',
      ',',
      'since:2h',
      'until:',
      'since',
      'rate:40',
    ],
    ...[
      'rate=40',
      'rate',
      'types:order_created',
      'reason:"CRM outage"',
      'reason:CRM',
      'org:acme',
      'org:',
      'ticket:SUP-1',
    ],
    ...[
      '"',
      '“',
      "'",
      '\\',
      '2026-11-20',
      '14:30',
      'please',
      '<@U0ANNA|anna>',
      '<https://doo.net/events/7>',
      '&lt;',
    ],
    ...[
      'raet:1',
      '1-3',
      '-H',
      '—data',
      '{"event_id":1}',
      'https://rest.doo.net/v1/webhooks/init/orders',
    ],
  ),
  anyText(12),
  hostileText(12),
);
const anyLine = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '));

/** Any text after the command: words of its grammar in any order, and arbitrary text. */
export const anyCommandText: fc.Arbitrary<string> = fc.oneof(anyLine, anyText(300));
