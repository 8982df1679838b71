import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { DooSecret } from '@doo-repush/core/doo/secret';
import type { Names } from '../../runtime/installation-names.ts';
import type { SecretWriter } from '../../runtime/secrets/secret-writer.ts';
import type { Output } from '../command-line.ts';
import type { CountedDoo } from '../doctor/counted-doo.ts';
import type { StageDraft } from '../stage/schema.ts';
import type { Prompts } from './prompts.ts';

/** AWS in one region. */
export interface AwsClients {
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly writer: SecretWriter;
  /** @throws SecretUnreadableError */
  readonly fetchSecret: (id: string) => Promise<string>;
}

export interface Cloud {
  /** The region that a profile or the environment names. */
  defaultRegion(): Promise<string | undefined>;
  /** The account that the credentials are of. Rejects with the error of the AWS SDK. */
  accountIn(region: string): Promise<string>;
  in(region: string): AwsClients;
}

/** What the steps of a setup share. */
export interface Setup {
  readonly stage: string;
  readonly names: Names;
  readonly allowLoopback: boolean;
  readonly cloud: Cloud;
  readonly slackApiUrl: string;
  readonly prompts: Prompts;
  readonly output: Output;
  /** What the file of the stage says so far; empty without a file. @throws SetupError */
  readonly draft: () => Promise<StageDraft>;
  /** Writes fields of the file; the others stay. */
  readonly change: (fields: StageDraft) => Promise<void>;
  /** Runs `npm run deploy` for the stage. @returns its exit code */
  readonly deploy: (confirm: (question: string) => Promise<boolean>) => Promise<number>;
  /** doo, with a count of its calls. */
  readonly openDoo: (secret: DooSecret) => CountedDoo;
  /** Shows a page to whoever sits at the terminal. */
  readonly open: (url: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** The configuration token of Slack, as long as this run lasts. */
  readonly configuration: { token: string };
}
