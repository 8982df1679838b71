import { needsEvents, RESOURCE_NAMES } from '@doo-repush/core/doo/resources';
import {
  draftOfRequest,
  type FormDraft,
  MAX_EVENT_IDS_CHARS,
  WINDOW_KINDS,
} from '@doo-repush/functions/slack/form/draft';
import { readDraft } from '@doo-repush/functions/slack/form/draft-metadata';
import { buildRequestForm } from '@doo-repush/functions/slack/form/view';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRequest } from '../../../support/any-request.ts';
import { hostileText } from '../../../support/any-text.ts';
import { formSettings } from '../../../support/form-settings.ts';
import { asJson, expectOpenable } from '../../../support/postable.ts';

const anyDraft: fc.Arbitrary<FormDraft> = fc.record(
  {
    resource: fc.constantFrom(...RESOURCE_NAMES),
    organizationId: fc.nat().map(String),
    organizationName: hostileText(300),
    configuration: fc.oneof(
      fc.constant({ kind: 'all' } as const),
      hostileText(300).map((name) => ({ kind: 'one', id: 'c0ffee', name }) as const),
    ),
    eventIds: hostileText(MAX_EVENT_IDS_CHARS + 10),
    window: fc.record(
      {
        kind: fc.constantFrom(...WINDOW_KINDS),
        after: fc.constantFrom('2026-03-01', '09:30', '2026-03-01 09:30:17'),
        before: fc.constantFrom('2026-03-01', '09:30', '2026-12-31 23:59:30'),
      },
      { requiredKeys: ['kind'] },
    ),
    webhookTypes: fc.uniqueArray(
      hostileText(60).map((rest) => `order_${rest}`.slice(0, 75)),
      { maxLength: 30, size: 'max' },
    ),
    maxRatePerMin: fc.integer({ min: 1, max: 1_000 }),
    isMoreOpen: fc.constant(true),
    reason: hostileText(600),
    ticket: hostileText(300),
  },
  { requiredKeys: ['resource'] },
);

const build = (draft: FormDraft) => buildRequestForm(draft, formSettings);
const blocksOf = (draft: FormDraft) => objectsIn(asJson(build(draft).blocks));
const blockIdsOf = (draft: FormDraft) => blocksOf(draft).map((block) => block.block_id);
const elementOf = (draft: FormDraft, actionId: string) =>
  findElement(blocksOf(draft), actionId)?.element;

describe('the request form', () => {
  it('is a view that Slack opens, whatever is filled in', () => {
    fc.assert(fc.property(anyDraft, (draft) => expectOpenable(build(draft))));
  });

  it('is one for every request that can be run again', () => {
    fc.assert(fc.property(anyRequest, (request) => expectOpenable(build(draftOfRequest(request)))));
  });

  it.each(RESOURCE_NAMES.map((resource) => [resource]))(
    'asks for event ids only where the resource needs them: %s',
    (resource) => {
      expect(blockIdsOf({ resource }).includes('event_ids')).toBe(needsEvents(resource));
    },
  );

  it('remembers what look-ups depend on, and what it does not show', () => {
    const draft: FormDraft = {
      resource: 'contacts',
      organizationId: '7701',
      configuration: { kind: 'one', id: 'c0ffee' },
      eventIds: '41231 41232',
      window: { kind: 'everything', after: '2026-03-01 09:30:00' },
      previous: { ts: '1764000000.000100', reference: '8C2F1A' },
    };
    expect(readDraft(build(draft).private_metadata)).toEqual(draft);
  });

  it('keeps all fields but the configuration when the organization changes', () => {
    const [before, after] = ['7701', '7702'].map((organizationId) =>
      blockIdsOf({ resource: 'orders', organizationId }),
    );
    expect(before).toEqual([
      'organization',
      'configuration:7701',
      'resource',
      'event_ids',
      'window',
      'reason',
      'ticket',
      'more_options',
    ]);
    expect(after).toEqual(before?.with(1, 'configuration:7702'));
  });

  it.each([
    ['nothing of it is given', {}, ['more_options']],
    ['it was opened', { isMoreOpen: true }, ['more_options', 'webhook_types:orders', 'rate']],
    ['types are given', { webhookTypes: ['order_created'] }, ['webhook_types:orders', 'rate']],
    [
      'types were lost',
      { webhookTypes: [] },
      ['webhook_types:orders', 'lost_types_warning', 'rate'],
    ],
    ['a rate is given', { maxRatePerMin: 40 }, ['webhook_types:orders', 'rate']],
    ['a rate was typed', { typedRate: 'forty' }, ['webhook_types:orders', 'rate']],
    ['a line leaves it open', { asked: ['maxRatePerMin'] }, ['webhook_types:orders', 'rate']],
  ] as const)(
    'shows types and rate only when asked to, and always with a value: %s',
    (_when, more, shown) => {
      const ids = blockIdsOf({ resource: 'orders', ...more } as FormDraft);
      expect(ids.slice(ids.indexOf('ticket') + 1).filter((id) => id !== undefined)).toEqual(shown);
    },
  );

  it('warns where all configurations are chosen, and where no window is', () => {
    const ids = blockIdsOf({
      resource: 'orders',
      configuration: { kind: 'all' },
      window: { kind: 'everything' },
    });
    expect(ids[ids.indexOf('configuration:') + 1]).toBe('all_configurations_warning');
    expect(ids[ids.indexOf('window') + 1]).toBe('everything_warning');
    expect(
      blockIdsOf({ resource: 'orders', window: { kind: 'since' } }).filter((id) =>
        String(id).endsWith('_warning'),
      ),
    ).toEqual([]);
  });

  it.each([
    [undefined, []],
    ['between', ['after_date', 'after_time', 'before_date', 'before_time']],
    ['since', ['after_date', 'after_time']],
    ['until', ['before_date', 'before_time']],
    ['everything', []],
  ] as const)('asks for the times that a window needs: %s', (kind, pickers) => {
    const ids = blockIdsOf({ resource: 'orders', ...(kind && { window: { kind } }) });
    expect(ids.filter((id) => /_(date|time)$/.test(String(id)))).toEqual(pickers);
  });

  it('has no window chosen where none is given: an open one is chosen, not forgotten', () => {
    expect(elementOf({ resource: 'orders' }, 'window')).not.toHaveProperty('initial_option');
    const window = blocksOf({ resource: 'orders' }).find(({ block_id }) => block_id === 'window');
    expect(window?.optional ?? false).toBe(false);
  });

  it('names the zone of its times and what a day without a time means', () => {
    const texts = JSON.stringify(
      buildRequestForm(
        { resource: 'orders', window: { kind: 'between' } },
        { ...formSettings, dooTimeZone: 'America/New_York' },
      ).blocks,
    );
    for (const words of [
      'Last updated (New York time)',
      'From: date',
      'From: time',
      'To: date',
      'To: time',
      'start of day',
      'end of day',
    ])
      expect(texts).toContain(words);
    expect(texts).not.toMatch(/:\d\d:/);
  });

  it('bounds the rate by what is set up, and a rate that was asked for before', () => {
    const form = buildRequestForm(
      { resource: 'orders', maxRatePerMin: 80 },
      { ...formSettings, dooMaxRate: 50 },
    );
    expect(JSON.stringify(form.blocks)).toContain('1–50, for the whole request.');
    expect(findElement(objectsIn(asJson(form.blocks)), 'rate')?.element).toMatchObject({
      type: 'plain_text_input',
      initial_value: '50',
    });
  });

  it.each(['', 'no JSON', '{}', '{"v":2,"r":"orders"}', '{"v":1,"r":"tickets"}'])(
    'starts afresh where it cannot read what it was made of: %j',
    (text) => {
      expect(readDraft(text)).toEqual({ resource: 'orders' });
    },
  );

  it('still reads what a form of the version before remembers', () => {
    expect(readDraft('{"v":1,"o":"7701","r":"invitees","e":"41231"}')).toEqual({
      resource: 'invitees',
      organizationId: '7701',
      eventIds: '41231',
    });
  });
});
