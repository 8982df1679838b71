import type { Step } from './step.ts';
import { app } from './steps/app.ts';
import { aws } from './steps/aws.ts';
import { channel } from './steps/channel.ts';
import { check } from './steps/check.ts';
import { deploy } from './steps/deploy.ts';
import { install } from './steps/install.ts';
import { organizations } from './steps/organizations.ts';
import { people } from './steps/people.ts';

/** The way from an empty account to the first repush, each step on the ones before it. */
export const STEPS: readonly Step[] = [
  aws,
  channel,
  deploy,
  app,
  install,
  people,
  organizations,
  check,
];
