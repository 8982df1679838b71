import { cardMetadata } from '@doo-repush/functions/ledger/card-metadata';
import { stateFields } from '@doo-repush/functions/ledger/state-fields';
import { buildCard } from '@doo-repush/functions/messages/card/card';
import { FULL, formOf, ladderOf, type Rung, rungBelow } from '@doo-repush/functions/messages/forms';
import { buildLine } from '@doo-repush/functions/messages/thread/line';
import { SLACK_LIMITS } from '@doo-repush/functions/model/slack-limits';
import type { Message } from '@doo-repush/functions/slack-api/message';
import type { MessageMetadata } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVER,
  anyCard,
  anyChecked,
  anyResults,
  longestChecked,
  NOW_MS,
  plainCard,
  waiting,
} from '../../support/any-card.ts';
import { anyRequest } from '../../support/any-request.ts';
import { hostileText } from '../../support/any-text.ts';
import { expectEditable, foreignMarkupIn } from '../../support/postable.ts';

const ORIGIN = { executionName: 'repush-1', executionArn: 'arn:aws:lambda:x' };

/** Every form of a message, from the whole one down. */
function formsOf(
  message: Message,
  metadata?: MessageMetadata,
  part: 'content' | 'metadata' = 'content',
) {
  const rungs: Rung[] = [FULL];
  for (let rung: Rung | undefined = FULL; rung !== undefined; ) {
    rung = rungBelow(rung, part, ladderOf(message, metadata));
    if (rung !== undefined) rungs.push(rung);
  }
  return rungs.map((rung) => ({ rung, form: formOf(message, rung, metadata) }));
}

const anyChosen = anyRequest.chain((request) => anyChecked(request));

const sizeOf = (form: object) => JSON.stringify(form).length;

function expectLadder(message: Message): void {
  const forms = formsOf(message);
  for (const { form, rung } of forms) {
    expect(foreignMarkupIn(form.text)).toEqual([]);
    expect(Buffer.byteLength(form.text)).toBeLessThanOrEqual(SLACK_LIMITS.textBytes);
    if (rung.content !== 'bare' && rung.content !== 'full')
      expectEditable({ ...form, text: `${form.text}.` });
  }
  const last = forms.slice(1).at(-1)?.form ?? { text: '' };
  expect(last.text.length).toBeLessThan(3_100);
}

describe('every form of a message', () => {
  it('is one that Slack takes, for any card', () => {
    fc.assert(
      fc.property(anyCard, (card) => expectLadder(buildCard(card))),
      { numRuns: 150 },
    );
  });

  it('is one that Slack takes, for any line of a thread', () => {
    const lines = anyChosen.chain((checked) =>
      anyResults(checked.request).map((results) =>
        buildLine({ kind: 'outcomes', results }, checked),
      ),
    );
    const others = fc
      .tuple(anyChosen, hostileText(500))
      .map(([checked, reason]) =>
        buildLine({ kind: 'rejected', by: APPROVER, atMs: NOW_MS, reason }, checked),
      );
    fc.assert(fc.property(fc.oneof(lines, others), expectLadder), { numRuns: 100 });
  });

  it('is smaller than the one above it, and keeps the buttons until the last', () => {
    for (const pattern of ['x', '&', '"', 'ä']) {
      const checked = longestChecked(pattern);
      const message = buildCard({ ...plainCard({ kind: 'failed' }), checked });
      const forms = formsOf(message);
      expect(forms.map(({ rung }) => rung.content)).toEqual(['full', 'compact', 'small', 'bare']);
      const sizes = forms.map(({ form }) => sizeOf(form));
      expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
      const buttons = forms.map(({ form }) => form.blocks.some(({ type }) => type === 'actions'));
      expect(buttons).toEqual([true, true, true, false]);
    }
  });

  it('has its buttons and everything that is sent, where somebody decides by it', () => {
    const forms = formsOf(buildCard(plainCard(waiting)));
    expect(forms.map(({ rung }) => rung.content)).toEqual(['full', 'compact', 'small']);
    for (const { form } of forms) {
      const actions = form.blocks.find(({ type }) => type === 'actions');
      expect(JSON.stringify(actions)).toContain('"confirm"');
      expect(JSON.stringify(form)).toContain('41231');
      expect(JSON.stringify(form)).toContain('CRM outage');
    }
  });

  it('is whole or not written at all, where what is sent would not fit', () => {
    const card = { ...plainCard(waiting), checked: longestChecked('x') };
    expect(formsOf(buildCard(card)).map(({ rung }) => rung.content)).toEqual(['full']);
  });

  it('says less and less of its metadata, and none in the end', () => {
    const card = plainCard(waiting);
    const forms = formsOf(buildCard(card), cardMetadata(card, ORIGIN), 'metadata');
    expect(forms.map(({ rung }) => rung.metadata)).toEqual(['full', 'essential', 'none']);
    const [full, essential, none] = forms.map(({ form }) => form.metadata?.event_payload);
    expect(full).toHaveProperty('reason');
    expect(essential).not.toHaveProperty('reason');
    expect(essential).toMatchObject({ v: 1, state: 'waiting', execution: 'repush-1' });
    expect(none).toBeUndefined();
  });

  it('keeps who did what and when, of any card', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const forms = formsOf(buildCard(card), cardMetadata(card, ORIGIN), 'metadata');
        const kept = Object.keys(forms[1]?.form.metadata?.event_payload ?? {});
        const long = ['outcomes', 'resolution_reason', 'decided_reason'];
        const wanted = Object.keys(stateFields(card.state)).filter((name) => !long.includes(name));
        expect(kept).toEqual(expect.arrayContaining(wanted));
      }),
    );
  });
});
