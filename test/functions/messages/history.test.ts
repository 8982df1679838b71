import {
  buildHistory,
  type FoundPage,
  HISTORY_PAGE_SIZE,
} from '@doo-repush/functions/messages/history';
import { parseHistoryPage, writeHistoryPage } from '@doo-repush/functions/model/history-page';
import { permalinks } from '@doo-repush/functions/slack-api/permalink';
import { elementsOf } from '@doo-repush/sandbox/slack/blocks/parts';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCard, plainCard, waiting } from '../../support/any-card.ts';
import { hostileText } from '../../support/any-text.ts';
import { ledgerCard, recordedCard } from '../../support/ledger-card.ts';
import { asJson, expectPostable, wordsOf } from '../../support/postable.ts';

const found = (more: Partial<FoundPage> = {}): FoundPage => ({
  page: { query: {}, before: [] },
  cards: [ledgerCard(plainCard(waiting))],
  olderBefore: undefined,
  isCutShort: false,
  permalink: permalinks('https://sandbox.slack.example/', 'C0APPROVAL'),
  ...more,
});

const buttonsOf = (page: FoundPage) =>
  objectsIn(asJson(buildHistory(page).blocks))
    .flatMap(elementsOf)
    .flatMap(({ action_id: id, value }) =>
      typeof id === 'string' ? [[id, parseHistoryPage(String(value))]] : [],
    );

const stamp = '1700000000.000100';
const later = '1700000001.000100';

describe('the requests that were looked for', () => {
  it('are told with what was looked for', () => {
    const query = {
      eventId: '41231',
      organization: 'Acme',
      userId: 'U0ADAAPPRO',
      ticket: 'SUP-1',
      text: 'CRM',
      sinceMs: 1_700_000_000_000,
    };
    const { text, blocks } = buildHistory(found({ page: { query, before: [] } }));
    expect(text).toMatch(
      /^Requests for event 41231, of organization Acme, asked or decided by <@U0ADAAPPRO>, with ticket SUP-1, with "CRM", since <!date.*>: 1 request, newest first\.$/,
    );
    expect(wordsOf({ blocks })).toMatch(/Approval needed\* · orders of 41231 → .* · Acme/);
  });

  it('say what people found out of an unknown end, and of the arrival', () => {
    const shown = (state: string, fields: object) =>
      wordsOf(buildHistory(found({ cards: [recordedCard({ state, ...fields })] })));
    expect(shown('unknown', { resolution: 'open' })).toContain(
      'Unclear: doo may have started sending*',
    );
    expect(shown('unknown', { resolution: 'not_started' })).toContain("doo didn't start*");
    expect(shown('accepted', { arrival: 'arrived' })).toContain('Accepted* · arrived');
    expect(shown('accepted', { arrival: 'not_confirmed' })).toContain('· arrival not confirmed');
    expect(shown('accepted', { arrival: 'asked' })).toContain('Accepted* · *did they arrive?*');
    expect(shown('accepted', { arrival: 'awaited' })).not.toMatch(/arriv/);
  });

  it('have buttons where there are newer and older ones', () => {
    const query = { eventId: '41231' };
    expect(buttonsOf(found())).toEqual([]);
    expect(buttonsOf(found({ page: { query, before: [] }, olderBefore: later }))).toEqual([
      ['history_older', { query, before: [later] }],
    ]);
    expect(buttonsOf(found({ page: { query, before: [later] }, olderBefore: stamp }))).toEqual([
      ['history_newer', { query, before: [] }],
      ['history_older', { query, before: [later, stamp] }],
    ]);
  });

  it('are told apart from none, from no older ones, and from a channel that was not read', () => {
    const query = { text: 'nothing' };
    const words = (more: Partial<FoundPage>) =>
      buildHistory(found({ cards: [], page: { query, before: [] }, ...more })).text;
    expect(words({})).toBe('No requests with "nothing".');
    expect(words({ page: { query, before: [stamp] } })).toBe('No older requests with "nothing".');
    expect(words({ isCutShort: true, olderBefore: stamp })).toMatch(
      /^No requests with "nothing" so far\. That's all Slack/,
    );
    expect(words({ isCutShort: true })).toContain("didn't load the channel");
    const cut = buildHistory(found({ isCutShort: true, olderBefore: stamp }));
    expect(wordsOf(cut)).toContain('Press *Older* to keep looking.');
    expect(wordsOf(cut)).toContain('Page 1');
    const none = buildHistory(found({ cards: [], page: { query, before: [] } }));
    expect(wordsOf(none)).toBe('No requests with "nothing".');
  });

  it('are a message that Slack takes, whatever the cards and the query hold', () => {
    const term = fc.option(
      hostileText(200).filter((text) => text !== ''),
      { nil: undefined },
    );
    const query = fc
      .record({ organization: term, ticket: term, text: term })
      .map((terms) => JSON.parse(JSON.stringify({ userId: 'U0ADAAPPRO', ...terms })));
    const cards = fc.array(anyCard, {
      minLength: HISTORY_PAGE_SIZE,
      maxLength: HISTORY_PAGE_SIZE,
    });
    fc.assert(
      fc.property(query, cards, (looked, built) => {
        const page = { query: looked, before: Array.from({ length: 100 }, () => stamp) };
        const message = buildHistory(
          found({
            page,
            cards: built.map((card) => ledgerCard(card)),
            olderBefore: stamp,
            isCutShort: true,
          }),
        );
        expectPostable(message);
      }),
      { numRuns: 3 },
    );
  });
});

describe("a page as a button's value", () => {
  it('is read back as it was written', () => {
    const page = { query: { eventId: '41231', sinceMs: 5 }, before: [stamp, later] };
    expect(parseHistoryPage(writeHistoryPage(page))).toEqual(page);
  });

  it('leaves out its first beginnings where there is no room', () => {
    const before = Array.from({ length: 100 }, (_, index) => `17000000${index + 10}.000100`);
    const value = writeHistoryPage({ query: {}, before });
    expect(value.length).toBeLessThanOrEqual(2_000);
    expect(parseHistoryPage(value)?.before.at(-1)).toBe(before.at(-1));
  });

  it.each([undefined, '', '{}', '{"v":2}', '{"v":1,"q":{},"b":["x"]}', '[]'])(
    'is none of ours: %s',
    (value) => {
      expect(parseHistoryPage(value)).toBeUndefined();
    },
  );
});
