import type { StageFile } from '@doo-repush/functions/ops/stage/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';
import { accessRules } from './rules/access.ts';
import { alarmRules } from './rules/alarms.ts';
import { dashboardRules } from './rules/dashboard.ts';
import { endingRules } from './rules/endings.ts';
import { functionRules } from './rules/functions.ts';
import { brokenBy } from './rules/rule.ts';
import { surroundingRules } from './rules/surroundings.ts';
import { ENVIRONMENT, FILE, STAGES, synthesizeStages } from './stages.ts';
import { ofType, theOne } from './synthesis/graph.ts';

/** The fields that hold an AWS resource's name. */
const NAMES = ['name', 'functionName', 'logGroupName', 'queueName', 'dashboardName'];

const rules = [
  ...functionRules,
  ...accessRules,
  ...surroundingRules,
  ...alarmRules,
  ...dashboardRules,
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

describe('a change that a rule must catch', () => {
  it.each(MUTATIONS)('%s: it no longer %s', (_, title, mutate) => {
    expect(brokenBy(mutate(stages.of('production').graph), rules)).toContain(title);
  });

  it('exists for every rule', () => {
    const held = new Set(MUTATIONS.map(([, title]) => title));
    expect(rules.map(({ title }) => title).filter((title) => !held.has(title))).toEqual([]);
  });
});

describe('two stages in one account', () => {
  it('share no name', () => {
    const namesOf = (stage: string) =>
      stages
        .of(stage)
        .graph.resources.flatMap(({ type, inputs }) =>
          type.startsWith('aws:')
            ? NAMES.flatMap((field) => (inputs[field] ? [`${inputs[field]}`] : []))
            : [],
        );
    const [ofProduction, ofStaging] = [namesOf('production'), namesOf('staging')];
    expect(ofProduction.length).toBeGreaterThan(30);
    expect(ofProduction.filter((name) => ofStaging.includes(name))).toEqual([]);
  });
});

describe('the settings of an installation', () => {
  it('stop a deployment with one message that names every fault and no value', async () => {
    const faulty = { ...FILE, timeZone: 'Europe/Nowhere', approvalTimeoutHours: 337 };
    const env = { ...ENVIRONMENT, APPROVERS: 'somebody' };
    const error: unknown = await stages.synthesizer
      .synthesize('faulty', env, faulty)
      .catch((reason: unknown) => reason);
    const said = /Error: (The settings .*)/.exec(String(error))?.[1];
    for (const name of ['APPROVERS', 'DOO_TIME_ZONE', 'APPROVAL_TIMEOUT_HOURS'])
      expect(said).toContain(`${name}: `);
    expect(said).not.toMatch(/somebody|Nowhere|337/);
  });

  it('are deployed by the tool that checks permissions and records the commit', async () => {
    const { COMMIT: _, ...env } = ENVIRONMENT;
    await expect(stages.synthesizer.synthesize('by-hand', env, FILE)).rejects.toThrow(
      /Deploy with npm run deploy -- --stage by-hand/,
    );
  });

  it('require a file for the stage', async () => {
    await expect(
      stages.synthesizer.synthesize('filed-nowhere', ENVIRONMENT, undefined),
    ).rejects.toThrow(/stages\/filed-nowhere\.json is missing/);
  });

  it('come from the environment first, then from the file', async () => {
    const env = { ...ENVIRONMENT, APPROVERS: 'U0OTHER', DOO_TIME_ZONE: '' };
    const { graph } = await stages.synthesizer.synthesize('overridden', env, FILE);
    const { environment } = theOne(graph, 'aws:lambda/function:Function', 'SlackFunction').inputs;
    expect(Object(environment).variables).toMatchObject({
      APPROVERS: 'U0OTHER',
      DOO_TIME_ZONE: 'Europe/Vienna',
    });
  });

  it('limit a decision to 14 days at most, on which the longest waits rely', async () => {
    const patient = { ...FILE, approvalTimeoutHours: 14 * 24 };
    await expect(
      stages.synthesizer.synthesize('patient', ENVIRONMENT, patient),
    ).resolves.toBeDefined();
  });

  it('may have office hours in which these 14 days are enough, and not fewer', async () => {
    const rare = { ...FILE, approvalTimeoutHours: 5, officeHours: 'Mon 08:00-10:00' };
    await expect(stages.synthesizer.synthesize('rare', ENVIRONMENT, rare)).rejects.toThrow(
      /APPROVAL_TIMEOUT_HOURS: a number of hours that OFFICE_HOURS has within 14 days/,
    );
    const file = { ...FILE, officeHours: 'Mon-Fri 08:00-18:00', remindAfterMinutes: 30 };
    const { graph } = await stages.synthesizer.synthesize('office', ENVIRONMENT, file);
    const { environment } = theOne(
      graph,
      'aws:lambda/function:Function',
      'RepushHandlerFunction',
    ).inputs;
    expect(Object(environment).variables).toMatchObject({
      OFFICE_HOURS: 'Mon-Fri 08:00-18:00',
      REMIND_AFTER_MINUTES: '30',
    });
  });

  it('subscribe nobody without an e-mail address', async () => {
    const { alarms: _, ...least } = FILE;
    const { graph } = await stages.synthesizer.synthesize('least', ENVIRONMENT, least);
    expect(ofType(graph, 'aws:sns/topic:Topic')).toHaveLength(1);
    expect(ofType(graph, 'aws:sns/topicSubscription:TopicSubscription')).toEqual([]);
  });

  it('let nobody request if the list is empty, and the channel’s members if that is spelled out', async () => {
    const requestersOf = async (stage: string, requesters: StageFile['requesters']) => {
      const file = { ...FILE, requesters };
      const { graph } = await stages.synthesizer.synthesize(stage, ENVIRONMENT, file);
      const { environment } = theOne(graph, 'aws:lambda/function:Function', 'SlackFunction').inputs;
      return Object(environment).variables.REQUESTERS;
    };
    expect(await requestersOf('nobody', [])).toBe(',');
    expect(await requestersOf('everybody', 'channel')).toBeUndefined();
  });

  it.each(['4', '1001', '7.5', 'many'])('reserve no concurrency of %s for slack', async (given) => {
    const env = { ...ENVIRONMENT, SLACK_CONCURRENCY: given };
    await expect(stages.synthesizer.synthesize('reserved', env, FILE)).rejects.toThrow(
      /SLACK_CONCURRENCY: a whole number/,
    );
  });

  it('require a stage whose name fits into an execution’s name', async () => {
    const stage = 'a-name-that-is-longer-than-thirty';
    const file = { ...FILE, command: '/repush' };
    await expect(stages.synthesizer.synthesize(stage, ENVIRONMENT, file)).rejects.toThrow(
      /STAGE: /,
    );
  });

  it('require a command that Slack accepts', async () => {
    const stage = 'a-name-that-is-rather-long';
    await expect(stages.synthesizer.synthesize(stage, ENVIRONMENT, FILE)).rejects.toThrow(
      /COMMAND: /,
    );
  });
});
