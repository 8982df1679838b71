import { RESOURCES } from '@doo-repush/core/doo/resources';
import { type RepushRequest, repushRequestSchema } from '@doo-repush/core/repush/request';
import { initBody } from '@doo-repush/core/repush/targets';
import { threadDetails } from '@doo-repush/functions/messages/card/details';
import { buildLine } from '@doo-repush/functions/messages/thread/line';
import { targetsOfChecked } from '@doo-repush/functions/model/checked-request';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyChecked, NOW_MS, REQUESTER } from '../../../support/any-card.ts';
import { anyRequest } from '../../../support/any-request.ts';
import { expectPostable, wordsOf } from '../../../support/postable.ts';
import { callsShownIn } from '../../../support/shown-on-card.ts';

/** Any request whose webhook types have names as doo gives them; all else is as hostile as it may be. */
const anySendable: fc.Arbitrary<RepushRequest> = anyRequest.chain((request) => {
  const { hookPrefix, webhookTypes } = RESOURCES[request.resource];
  const known = webhookTypes.map(({ hook }) => hook);
  const type = fc.oneof(
    fc.stringMatching(/^[a-z_]{1,20}$/).map((rest) => `${hookPrefix}${rest}`),
    ...(known.length > 0 ? [fc.constantFrom(...known)] : []),
  );
  const types = fc.uniqueArray(type, { minLength: 1, maxLength: 20, size: 'max' });
  return fc.option(types, { nil: undefined }).map((chosen) => {
    const { webhookTypes: _, ...others } = request;
    return repushRequestSchema.parse({ ...others, ...(chosen && { webhookTypes: chosen }) });
  });
});

describe('what doo is sent', () => {
  it('is what the thread tells whoever approves, before they can, for any request', () => {
    const anyChosen = anySendable
      .chain((request) => anyChecked(request))
      // What is left out is told by names, which are not read here.
      .map(({ leftOut: _, ...checked }) => checked);
    fc.assert(
      fc.property(anyChosen, (checked) => {
        const { request } = checked;
        const [lines = [], ...rest] = threadDetails(checked);
        const requested = { kind: 'requested', by: REQUESTER, atMs: NOW_MS, lines } as const;
        const messages = [
          buildLine(requested, checked),
          ...rest.map((more) => buildLine({ kind: 'details', lines: more }, checked)),
        ];
        for (const message of messages) expectPostable({ ...message, text: `${message.text}.` });
        const shown = callsShownIn(messages.map(wordsOf).join('\n'));
        const sent = targetsOfChecked(checked).map((target) => initBody(request, target));
        expect(shown).toEqual({ resource: request.resource, bodies: sent });
      }),
      { numRuns: 80 },
    );
  });
});
