import { needsEvents, RESOURCE_NAMES } from '@doo-repush/core/repush/resources';
import { buildRequestForm } from '@doo-repush/functions/slack/blocks/request-form';
import {
  type FormDraft,
  MAX_EVENT_IDS_CHARS,
  readDraft,
} from '@doo-repush/functions/slack/form-draft';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../support/any-text.ts';
import { asJson, expectOpenable } from '../../../support/postable.ts';

const anyDraft: fc.Arbitrary<FormDraft> = fc.record(
  {
    resource: fc.constantFrom(...RESOURCE_NAMES),
    organizationId: fc.nat().map(String),
    eventIds: hostileText(MAX_EVENT_IDS_CHARS),
  },
  { requiredKeys: ['resource'] },
);

const blockIdsOf = (draft: FormDraft) =>
  objectsIn(asJson(buildRequestForm(draft).blocks)).map((block) => block.block_id);

describe('the request form', () => {
  it('is a view that Slack opens, whatever is filled in', () => {
    fc.assert(fc.property(anyDraft, (draft) => expectOpenable(buildRequestForm(draft))));
  });

  it.each(RESOURCE_NAMES.map((resource) => [resource]))(
    'asks for event ids only where the resource needs them: %s',
    (resource) => {
      expect(blockIdsOf({ resource }).includes('event_ids')).toBe(needsEvents(resource));
    },
  );

  it('remembers what it was made of', () => {
    const draft: FormDraft = {
      resource: 'contacts',
      organizationId: '7701',
      eventIds: '41231 41232',
    };
    expect(readDraft(buildRequestForm(draft).private_metadata)).toEqual(draft);
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
      'reason',
    ]);
    expect(after).toEqual(before?.with(1, 'configuration:7702'));
  });

  it.each(['', 'no JSON', '{}', '{"v":2,"r":"orders"}', '{"v":1,"r":"tickets"}'])(
    'starts afresh where it cannot read what it was made of: %j',
    (text) => {
      expect(readDraft(text)).toEqual({ resource: 'orders' });
    },
  );
});
