import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';
import { accessRules } from './rules/access.ts';
import { alarmRules } from './rules/alarms.ts';
import { endingRules } from './rules/endings.ts';
import { functionRules } from './rules/functions.ts';
import { brokenBy } from './rules/rule.ts';
import { surroundingRules } from './rules/surroundings.ts';
import { ENVIRONMENT, STAGES, synthesizeStages } from './stages.ts';
import { ofType } from './synthesis/graph.ts';

const rules = [
  ...functionRules,
  ...accessRules,
  ...surroundingRules,
  ...alarmRules,
  ...endingRules,
];
let stages: Awaited<ReturnType<typeof synthesizeStages>>;

beforeAll(async () => {
  stages = await synthesizeStages();
});
afterAll(() => stages?.synthesizer.dispose());

describe.each(STAGES)('the stage %s', (stage) => {
  it.each(rules.map((rule) => [rule.title, rule] as const))('%s', (_, { check }) => {
    check(stages.of(stage).graph);
  });
});

describe('a change that must not pass', () => {
  it.each(MUTATIONS)('%s: it no longer %s', (_, title, mutate) => {
    expect(brokenBy(mutate(stages.of('production').graph), rules)).toContain(title);
  });

  it('is known for every rule', () => {
    const held = new Set(MUTATIONS.map(([, title]) => title));
    expect(rules.map(({ title }) => title).filter((title) => !held.has(title))).toEqual([]);
  });
});

describe('the settings of an installation', () => {
  it('stop a deployment with one message that names every fault and no value', async () => {
    const faulty = {
      ...ENVIRONMENT,
      APPROVAL_CHANNEL: '',
      APPROVERS: 'somebody',
      DOO_MAX_RATE: '4000',
      APPROVAL_TIMEOUT_HOURS: '337',
    };
    const deployment = stages.synthesizer.synthesize('faulty', faulty);
    const error: unknown = await deployment.catch((reason: unknown) => reason);
    const said = /Error: (The settings .*)/.exec(String(error))?.[1];
    expect(said).toContain('APPROVAL_CHANNEL: missing');
    for (const name of ['APPROVERS', 'DOO_MAX_RATE', 'APPROVAL_TIMEOUT_HOURS'])
      expect(said).toContain(`${name}: `);
    expect(said).not.toMatch(/somebody|4000|337/);
  });

  it('may ask for a decision within 14 days at most, which the longest waits count on', async () => {
    const patient = { ...ENVIRONMENT, APPROVAL_TIMEOUT_HOURS: String(14 * 24) };
    await expect(stages.synthesizer.synthesize('patient', patient)).resolves.toBeDefined();
  });

  it('are the approval channel at least: without an e-mail address nobody is subscribed', async () => {
    const least = { APPROVAL_CHANNEL: ENVIRONMENT.APPROVAL_CHANNEL };
    const { graph } = await stages.synthesizer.synthesize('least', least);
    expect(ofType(graph, 'aws:sns/topic:Topic')).toHaveLength(1);
    expect(ofType(graph, 'aws:sns/topicSubscription:TopicSubscription')).toEqual([]);
  });

  it.each(['4', '1001', '7.5', 'many'])('reserve no concurrency of %s for slack', async (given) => {
    const faulty = { ...ENVIRONMENT, SLACK_CONCURRENCY: given };
    await expect(stages.synthesizer.synthesize('reserved', faulty)).rejects.toThrow(
      /SLACK_CONCURRENCY: a whole number/,
    );
  });

  it('name requesters or leave them out: an empty list is refused, not widened', async () => {
    const nobody = { ...ENVIRONMENT, REQUESTERS: '' };
    await expect(stages.synthesizer.synthesize('nobody', nobody)).rejects.toThrow(/REQUESTERS: /);
  });

  it('need a stage whose name fits into the name of an execution', async () => {
    const stage = 'a-name-that-is-longer-than-thirty';
    await expect(stages.synthesizer.synthesize(stage, ENVIRONMENT)).rejects.toThrow(/STAGE: /);
  });
});
