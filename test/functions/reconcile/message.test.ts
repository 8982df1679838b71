import {
  buildReconcileMessage,
  DIFFERENCES,
} from '@doo-repush/functions/messages/reconcile-message';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../support/any-text.ts';
import { expectPostable, wordsOf } from '../../support/postable.ts';

type Difference = Parameters<typeof buildReconcileMessage>[0][number];
type Kind = Difference['kind'];

const kinds: Kind[] = Object.keys(DIFFERENCES).map((kind) => {
  if (!isKind(kind)) throw new Error(`${kind} is no kind`);
  return kind;
});

function isKind(text: string): text is Kind {
  return text in DIFFERENCES;
}

const anyDifference = fc.record({
  kind: fc.constantFrom(...kinds),
  reference: fc.oneof(fc.constant(''), fc.constant('8C2F01')),
  execution: hostileText(64),
  ts: fc.constantFrom('1.000001', undefined),
  detail: hostileText(400),
});

describe('buildReconcileMessage', () => {
  it('names each difference by its request, and says who can see more', () => {
    const words = wordsOf(
      buildReconcileMessage([
        {
          kind: 'two_cards',
          reference: '8C2F01',
          execution: 'sandbox-V1',
          ts: '1.000001',
          detail: 'at 1 and 2',
        },
      ]),
    );
    expect(words).toContain('1 difference.');
    expect(words).toContain('8C2F01 (sandbox-V1) has two cards: at 1 and 2');
    expect(words).toContain('Nothing was changed or sent.');
  });

  it('keeps to Slack’s limits and neutralizes untrusted text, however many differences there are', () => {
    fc.assert(
      fc.property(fc.array(anyDifference, { minLength: 1, maxLength: 60, size: 'max' }), (all) =>
        expectPostable(buildReconcileMessage(all)),
      ),
    );
  });
});
