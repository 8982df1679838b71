import assert from 'node:assert/strict';
import { parseRetryAfter } from '@doo-repush/core/doo/retry-after';
import { listEntry, listHook, listPage, tokenAnswer } from '@doo-repush/core/doo/schemas';
import { parseDooSecret } from '@doo-repush/core/doo/secret';
import { parseEventIds } from '@doo-repush/core/repush/event-ids';
import { proposedDecisionSchema } from '@doo-repush/core/repush/proposals';
import { repushRequestSchema } from '@doo-repush/core/repush/request';
import { parseButtonValue } from '@doo-repush/functions/model/button-values';
import { inputSchema } from '@doo-repush/functions/model/workflow-input';
import {
  parseSlackSecret,
  SlackSecretError,
} from '@doo-repush/functions/runtime/secrets/slack-secret';
import { readReasonContext } from '@doo-repush/functions/slack/clicks/reason-context';
import { readDraft } from '@doo-repush/functions/slack/form/draft-metadata';
import { type Choice, isLine, optionsFor } from '@doo-repush/functions/slack/form/options/options';
import { readSubmission } from '@doo-repush/functions/slack/form/submission/submission';
import { optionFaults } from '@doo-repush/sandbox/slack/blocks/validate';
import fc from 'fast-check';
import { anyText, hostileText } from '../any-text.ts';
import { submissionContext } from '../form-settings.ts';
import { asJson } from '../postable.ts';
import { anyJson, anyJsonText } from './strangers.ts';
import { type FuzzTarget, fuzzTarget } from './target.ts';

const choice: fc.Arbitrary<Choice> = fc.record(
  { value: hostileText(90), text: hostileText(120), description: hostileText(120) },
  { requiredKeys: ['value', 'text'] },
);
const uniqueChoices = fc.uniqueArray(
  choice.filter(({ value }) => value !== ''),
  { maxLength: 130, selector: ({ value }) => value },
);

const field = fc.oneof(
  { weight: 3, arbitrary: fc.record({ value: hostileText(80) }) },
  { weight: 3, arbitrary: fc.record({ selected_option: fc.record({ value: hostileText(80) }) }) },
  anyJson,
);
const blockId = fc.oneof(
  fc.constantFrom(
    'organization',
    'organization:7701',
    'resource',
    'configuration:7701',
    'event_ids',
    'reason',
  ),
  anyText(20),
);
const formValues = fc.oneof(fc.dictionary(blockId, fc.dictionary(blockId, field)), anyJson);

/** Every parser of input from Slack, people, doo and secrets. */
export const parserTargets: readonly FuzzTarget[] = [
  fuzzTarget('a button value', anyJsonText, (text) => {
    const facts = parseButtonValue(text);
    if (facts !== undefined) assert.ok(facts.callbackId !== '' && facts.requesterId !== '');
  }),
  fuzzTarget('the context of a form that asks for a reason', anyJsonText, (text) => {
    const context = readReasonContext(text);
    if (context !== undefined) assert.equal(typeof context.click.cardTs, 'string');
  }),
  fuzzTarget('the draft of a form', anyJsonText, (text) => {
    assert.equal(typeof readDraft(text).resource, 'string');
  }),
  fuzzTarget('a submitted form', formValues, (values) => {
    const read = readSubmission(values, submissionContext);
    if (read.ok) assert.deepEqual(repushRequestSchema.parse(read.request), read.request);
    else assert.ok(Object.values(read.errors).every((words) => words !== ''));
  }),
  fuzzTarget('event ids', fc.oneof(hostileText(300), anyText(300)), (text) => {
    const read = parseEventIds(text);
    if (read.ok) for (const id of read.eventIds) assert.match(id, /^[1-9][0-9]{0,14}$/);
    else assert.match(read.message, /\S/);
  }),
  fuzzTarget(
    'options of a look-up',
    fc.tuple(uniqueChoices, hostileText(200)),
    ([choices, query]) => {
      const options = optionsFor(choices, query, { nothing: 'Nothing is there' });
      assert.deepEqual(optionFaults({ options: asJson(options) }), []);
      const chosen = options.filter(({ value }) => !isLine(String(value)));
      for (const { value } of chosen) assert.ok(choices.some((each) => each.value === value));
    },
  ),
  fuzzTarget('a decision that was sent to a callback', anyJson, (value) => {
    const decision = proposedDecisionSchema.safeParse(value).data;
    if (decision !== undefined) assert.match(decision.by, /^[UW][A-Z0-9]{2,63}$/);
  }),
  fuzzTarget('the input of an execution', anyJson, (value) => {
    inputSchema.safeParse(value);
  }),
  fuzzTarget('a Slack secret', anyJsonText, (text) => {
    try {
      parseSlackSecret(text);
    } catch (error) {
      if (!(error instanceof SlackSecretError)) throw error;
    }
  }),
  fuzzTarget('a doo secret', anyJsonText, (text) => {
    const parsed = parseDooSecret(text, { allowLoopback: false });
    if (!parsed.ok) assert.ok(parsed.faults.length > 0);
  }),
  fuzzTarget('a Retry-After', fc.oneof(anyText(40), fc.integer().map(String)), (header) => {
    const waitMs = parseRetryAfter(header, 0);
    if (waitMs !== undefined) assert.ok(waitMs >= 0 && Number.isFinite(waitMs));
  }),
  fuzzTarget('what doo answers', anyJson, (value) => {
    for (const schema of [listPage, listEntry, listHook, tokenAnswer]) schema.safeParse(value);
  }),
];
