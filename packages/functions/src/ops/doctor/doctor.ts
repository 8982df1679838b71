import type { LambdaClient } from '@aws-sdk/client-lambda';
import { namesOf } from '../../runtime/installation-names.ts';
import { createPeople, peopleConfig } from '../../slack-api/directory.ts';
import type { Output } from '../command-line.ts';
import { createProgress } from '../progress.ts';
import type { StageFile } from '../stage/schema.ts';
import { whileWaiting } from '../waiting.ts';
import { checkApprovers } from './checks/approvers.ts';
import { checkAws } from './checks/aws.ts';
import { checkChannel } from './checks/channel.ts';
import { checkClock } from './checks/clock.ts';
import { checkConcurrency } from './checks/concurrency.ts';
import { checkDelivery } from './checks/delivery.ts';
import { checkDooOrganizations } from './checks/doo-organizations.ts';
import { checkDooSecret } from './checks/doo-secret.ts';
import { checkDooToken } from './checks/doo-token.ts';
import { checkFunctions } from './checks/functions.ts';
import { checkIdentity } from './checks/identity.ts';
import { checkMessages } from './checks/messages.ts';
import { checkOrganizationsSecret } from './checks/organizations-secret.ts';
import { checkRequesters } from './checks/requesters.ts';
import { checkScopes } from './checks/scopes.ts';
import { checkSecretSize } from './checks/secret-size.ts';
import type { FetchSecret } from './checks/secret-text.ts';
import { checkSettings } from './checks/settings.ts';
import { checkSlackSecret } from './checks/slack-secret.ts';
import { checkSlackToken } from './checks/slack-token.ts';
import { checkWorkflow } from './checks/workflow.ts';
import { createCountedDoo } from './counted-doo.ts';
import { createExamination, type StepReport } from './examination.ts';

export interface DoctorDeps {
  readonly stage: string;
  /** What the stage has chosen; `undefined` where it has no file. */
  readonly file: StageFile | undefined;
  /** Where it is said what a check waits for, once that takes long. */
  readonly output: Output;
  readonly lambda: LambdaClient;
  readonly fetchSecret: FetchSecret;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether the installation is a sandbox on this machine. */
  readonly allowLoopback: boolean;
  readonly skipDoo: boolean;
  /** Look at every organization, however many calls of doo's day that takes. */
  readonly allOrganizations: boolean;
  /** Is told each step when it is done. */
  readonly onStep: (step: StepReport) => void;
}

/**
 * Looks at an installation, step by step; it changes nothing, and sends the function nothing but a
 * `url_verification`. Never rejects.
 */
export async function examine(deps: DoctorDeps): Promise<readonly StepReport[]> {
  const { stage, file, output, lambda, fetchSecret, now, allowLoopback } = deps;
  const names = namesOf(stage);
  const { check, skip, steps } = createExamination(deps.onStep, (title, look) =>
    whileWaiting(`Looking at ${title}`, output, look),
  );

  const aws = await check('aws', 'AWS', () => checkAws(lambda, names, { stage, file }));
  const functions = await check('functions', 'Functions', () => {
    aws.value();
    return checkFunctions(lambda, names, stage);
  });
  const settings = await check('settings', 'Settings', () =>
    checkSettings(functions.value(), { names, stage, file, allowLoopback }),
  );
  await check('workflow', 'Workflow', () => checkWorkflow(lambda, settings.value(), names, stage));

  await check('concurrency', 'Concurrency', () => {
    functions.value();
    return checkConcurrency(lambda, names);
  });

  const slackSecret = await check('slack_secret', 'Slack secret', () =>
    checkSlackSecret(fetchSecret, settings.value().slackSecretId, stage),
  );
  await check('delivery', 'Delivery', () =>
    checkDelivery(lambda, { names, stage, secret: slackSecret.value().secret, now, allowLoopback }),
  );
  const dooSecret = await check('doo_secret', 'doo secret', () =>
    checkDooSecret(fetchSecret, settings.value().dooSecretId, { stage, allowLoopback }),
  );
  await check('organizations_secret', 'Organizations', () =>
    checkOrganizationsSecret(
      fetchSecret,
      settings.value().organizationsSecretId,
      dooSecret.value().secret,
      stage,
    ),
  );
  await check('secret_size', 'Size of the secrets', () =>
    checkSecretSize({ slack: slackSecret.value().bytes, doo: dooSecret.value().bytes }, stage),
  );

  const slack = await check('slack_token', 'Slack token', () =>
    checkSlackToken(slackSecret.value().secret, settings.value().slackApiUrl, { stage, now }),
  );
  const people = () =>
    createPeople(
      slack.value().client,
      peopleConfig(settings.value(), slackSecret.value().secret.teamId),
      now,
    );
  await check('clock', 'Clock', () =>
    checkClock(slack.value().slackTimeMs, slack.value().localTimeMs),
  );
  const identity = await check('team', 'Team and bot', () =>
    checkIdentity(slackSecret.value().secret, slack.value(), stage),
  );
  await check('scopes', 'Scopes', () => checkScopes(slack.value().scopes));
  await check('messages', 'Messages', () => checkMessages(slack.value().client));
  await check('channel', 'Channel', () =>
    checkChannel(slack.value().client, settings.value().approvalChannel),
  );
  await check('approvers', 'Approvers', () => {
    identity.value();
    return checkApprovers(slack.value().client, people(), settings.value().approvers, stage);
  });
  await check('requesters', 'Requesters', () => {
    identity.value();
    return checkRequesters(slack.value().client, people(), settings.value().requesters, stage);
  });

  if (deps.skipDoo) {
    skip('doo_token', 'doo token', '--skip-doo');
    skip('doo_organizations', 'doo organizations', '--skip-doo');
    return steps;
  }
  const doo = await check('doo_token', 'doo token', async () => {
    const { secret } = dooSecret.value();
    const counted = createCountedDoo(secret, {
      callIntervalMs: settings.value().dooCallIntervalMs,
      callsPerDay: settings.value().dooCallsPerDay,
      allowLoopback,
    });
    return checkDooToken(counted, secret, stage);
  });
  await check('doo_organizations', 'doo organizations', () =>
    checkDooOrganizations(doo.value(), dooSecret.value().secret, {
      stage,
      all: deps.allOrganizations,
      progressOf: (total) => createProgress('Asking doo', total, output, now),
    }),
  );
  return steps;
}
