import { dooFailure } from '@doo-repush/core/doo/failure';
import { type Outcome, outcomeOfFailure } from '@doo-repush/core/repush/outcome';
import { buildCard, summaryOf } from '@doo-repush/functions/messages/card/card';
import { ACTIONS } from '@doo-repush/functions/messages/ids';
import type { CardState } from '@doo-repush/functions/model/request-state';
import { isJsonObject, objectsIn } from '@doo-repush/sandbox/slack/json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVER,
  anyCard,
  longestChecked,
  longestResults,
  NOW_MS,
  plainCard,
  REQUESTER,
  unresolved,
  waiting,
} from '../../../support/any-card.ts';
import { CRM } from '../../../support/any-configuration.ts';
import { ordersRequest } from '../../../support/any-request.ts';
import { asJson, expectEditable, textsIn, wordsOf } from '../../../support/postable.ts';

const approved = { by: APPROVER, atMs: NOW_MS };
const worstDetail = (character: string) => ({
  status: 500,
  detail: character.repeat(200).slice(0, 200),
});

const outcomes = (character: string): readonly Outcome[] => [
  { kind: 'accepted', items: Number.MAX_SAFE_INTEGER },
  { kind: 'accepted', items: 0 },
  { kind: 'not_sent', notAsked: 'quota_used_up' },
  { kind: 'unknown' },
  ...(['unauthorized', 'rate_limited', 'refused', 'server_error', 'mismatched'] as const).map(
    (code) => outcomeOfFailure(dooFailure(code, worstDetail(character))),
  ),
];

const NOT_WAITING: readonly CardState[] = [
  { kind: 'sending', approved },
  { kind: 'rejected', rejected: approved, reason: 'Not during the sale' },
  { kind: 'cancelled', cancelled: { by: REQUESTER, atMs: NOW_MS } },
  { kind: 'expired', atMs: NOW_MS },
  { kind: 'expired', atMs: NOW_MS, reason: 'approved_late', by: REQUESTER },
  { kind: 'expired', atMs: NOW_MS, reason: 'too_many_refusals' },
  { kind: 'expired', atMs: NOW_MS, reason: 'too_many_open' },
  {
    kind: 'sent',
    approved,
    results: [{ eventId: '41231', outcome: { kind: 'unknown' }, atMs: NOW_MS }],
  },
  { kind: 'failed' },
];

describe('a card', () => {
  describe.each(['&', '<', '*', '"', '\\', '\ud83d', '\ud83d\ude00', 'a\u202e', 'a\n', 'x'])(
    'filled with %j to the brim',
    (character) => {
      const checked = longestChecked(character);
      const states: readonly CardState[] = [
        waiting,
        ...NOT_WAITING,
        { kind: 'rejected', rejected: approved, reason: character.repeat(500).slice(0, 500) },
        ...outcomes(character).map(
          (outcome): CardState => ({
            kind: 'sent',
            approved,
            results: longestResults(checked, outcome),
          }),
        ),
      ];
      it.each(states.map((state, index) => [index, state.kind, state] as const))(
        'is a message that Slack takes (%i: %s)',
        (_index, _kind, state) => {
          expectEditable(buildCard({ ...plainCard(state), checked }));
        },
      );
    },
  );

  it('is a message that Slack takes, for any request in any state', () => {
    fc.assert(
      fc.property(anyCard, (card) => expectEditable(buildCard(card))),
      { numRuns: 150 },
    );
  });

  it('has its buttons while it waits, and only then', () => {
    const buttonsOf = (state: CardState) =>
      objectsIn(asJson(buildCard(plainCard(state)).blocks))
        .filter((block) => block.block_id === 'decision')
        .flatMap((block) => objectsIn(block.elements));
    const buttons = buttonsOf(waiting);
    expect(buttons.map((button) => button.action_id)).toEqual([
      ACTIONS.approve,
      ACTIONS.reject,
      ACTIONS.cancel,
    ]);
    for (const { accessibility_label: label } of buttons)
      expect(String(label)).toMatch(/^[A-Z].{1,74}$/);
    expect(NOT_WAITING.flatMap(buttonsOf)).toEqual([]);
  });

  it.each([
    [{ kind: 'asked', untilMs: NOW_MS }, ['doo_started', 'doo_not_started', 'arrived', 'not_yet']],
    [
      { kind: 'not_yet', by: REQUESTER, atMs: NOW_MS, untilMs: NOW_MS },
      ['doo_started', 'doo_not_started', 'arrived', 'not_yet'],
    ],
    [{ kind: 'arrived', by: REQUESTER, atMs: NOW_MS }, ['doo_started', 'doo_not_started']],
  ] as const)('asks what is open, and nothing else: arrival %o', (arrival, buttons) => {
    const actionsOf = (state: CardState) =>
      objectsIn(asJson(buildCard(plainCard(state)).blocks))
        .flatMap((block) => objectsIn(block.elements))
        .flatMap(({ action_id: id }) => id ?? []);
    const state = { ...unresolved, followUp: { ...unresolved.followUp, arrival } };
    expect(actionsOf(state)).toEqual(buttons);
    const resolution = { kind: 'unresolved', atMs: NOW_MS } as const;
    expect(actionsOf({ ...state, followUp: { resolution, arrival } })).toEqual([
      ...buttons.slice(2),
      'again',
    ]);
  });

  it('asks once more before it sends, and says what, how old and where to', () => {
    const eventIds = Array.from({ length: 50 }, (_, index) => String(41231 + index));
    const [confirm] = confirmsOf(
      buildCard(plainCard(waiting, { request: ordersRequest({ eventIds }) })).blocks,
    );
    expect(confirm?.words).toMatch(
      /^doo will send every order of 50 events \(41231, 41232, .*\d{5}, and \d+ more\), however old, to/,
    );
    expect(confirm?.words).toContain("to CRM production (crm.example.com). You can't undo this.");
    expect(confirm?.style).toBe('danger');
    const window = { after: '2026-11-20 14:30:00', before: '2026-11-20 18:00:00' };
    const everywhere = {
      request: ordersRequest({ configuration: { kind: 'all' }, window }),
      configurations: [CRM, { ...CRM, id: 'erp', name: 'ERP' }],
    };
    const [limited] = confirmsOf(buildCard(plainCard(waiting, everywhere)).blocks);
    expect(limited?.words).toBe(
      "doo will send orders of 41231 Spring Summit last updated 20 Nov 2026, 14:30–18:00 (Berlin) to all 2 systems. You can't undo this.",
    );
    expect(limited?.style).toBeUndefined();
  });

  it('says that a confirmation cannot be undone, however long the names are', () => {
    for (const confirm of confirmsOf(
      buildCard(plainCard(waiting, longestChecked('x'))).blocks,
    ).slice(0, 1))
      expect(confirm.words).toMatch(/You can't undo this\.$/);
  });

  it('mentions the approvers as the setting names them', () => {
    const wordsWith = (mention: string) => wordsOf(buildCard({ ...plainCard(waiting), mention }));
    const asks = '<@U0RENEREQU> wants to repush';
    expect(wordsWith('S0APPROVER')).toContain(`<!subteam^S0APPROVER> ${asks}`);
    expect(wordsWith('U0ADAAPPRO')).toContain(`<@U0ADAAPPRO> ${asks}`);
    expect(wordsWith('here')).toContain(`<!here> ${asks}`);
    expect(wordsWith('channel')).toContain(`<!channel> ${asks}`);
  });

  it('says when doo should finish, for one event and for several', () => {
    const estimate = /doo should finish between <!date\^\d+.*> and <!date\^\d+/;
    const oneOf = (count: number) => {
      const results = Array.from({ length: count }, (_, index) => ({
        eventId: String(41231 + index),
        outcome: { kind: 'accepted', items: 412 * (index + 1) } as const,
        atMs: NOW_MS,
      }));
      return wordsOf(buildCard(plainCard({ kind: 'sent', approved, results })));
    };
    expect(oneOf(1)).toMatch(estimate);
    expect(oneOf(2)).toMatch(estimate);
    expect(oneOf(2)).toContain('Accepted: 1236 orders');
  });

  it('shows equal outcomes in one line, the unclear ones first', () => {
    const checked = longestChecked('x');
    const kinds: readonly Outcome[] = [
      { kind: 'accepted', items: 3 },
      outcomeOfFailure(dooFailure('refused', worstDetail('x'))),
      { kind: 'not_sent', notAsked: 'quota_used_up' },
      { kind: 'unknown' },
      { kind: 'accepted', items: 0 },
    ];
    const results = longestResults(checked, { kind: 'unknown' }).map((result, index) => ({
      ...result,
      outcome: kinds[index % kinds.length] ?? { kind: 'unknown' as const },
    }));
    const words = wordsOf(
      buildCard({ ...plainCard({ kind: 'sent', approved, results }), checked }),
    );
    expect(words).toMatch(/Unclear: doo may have started sending/);
    expect(words).toMatch(/\n• 100000000000003, 100000000000008, .*: Unclear: we lost/);
    expect(words).toMatch(/\n• 100000000000001, 100000000000006, .*: doo refused the call/);
    expect(words).toContain('• and 1 more, in the thread');
    expect(words).toContain('doo accepted 20 of 50 events (30 orders).');
  });

  it('says apart what doo accepted without finding anything to send', () => {
    const empty = { kind: 'accepted', items: 0 } as const;
    const results = [
      { eventId: '41231', outcome: empty, atMs: NOW_MS },
      { eventId: '41232', outcome: { kind: 'accepted', items: 7 } as const, atMs: NOW_MS },
    ];
    const words = wordsOf(buildCard(plainCard({ kind: 'sent', approved, results })));
    expect(words).toContain('• 41231: doo found nothing to send.');
    expect(words).not.toContain('• 41232');
  });
});

describe('the words beside a card', () => {
  it.each([waiting, ...NOT_WAITING].map((state) => [state.kind, state] as const))(
    'say who asks for what, and where it stands: %s',
    (_kind, state) => {
      const sentence = summaryOf(plainCard(state));
      expect(sentence).toMatch(/^[A-Z].*: /);
      expect(sentence).toContain('<@U0RENEREQU>');
      expect(sentence).toMatch(/orders of \*?41231 Spring Summit\*? (?:to|→) \*?CRM production/i);
      expect(sentence).toMatch(/ Reference 8C2F01\.$/);
    },
  );

  it('say all that one decides by to somebody who only hears them', () => {
    const sentence = summaryOf(plainCard(waiting));
    for (const words of [
      'Warning: *No time limit*: every order, however old',
      'Goes to: crm.example.com.',
      'Last updated: Any time.',
      'Types: All.',
      'Acme · "CRM outage"',
      'Expires <!date',
    ])
      expect(sentence).toContain(words);
  });
});

function confirmsOf(blocks: readonly object[]): { words: string; style: unknown }[] {
  return objectsIn(asJson(blocks))
    .flatMap((block) => objectsIn(block.elements))
    .flatMap(({ confirm }) => (isJsonObject(confirm) ? [confirm] : []))
    .map(({ text = '', style }) => ({
      words: textsIn([text])
        .map((it) => it.text)
        .join(''),
      style,
    }));
}
