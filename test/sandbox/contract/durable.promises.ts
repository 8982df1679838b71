import type { ManualLab } from '../aws/manual-lab.ts';
import { callbacks, checkpoints } from './durable/checkpoints.ts';
import { endings } from './durable/endings.ts';
import { history } from './durable/history.ts';
import { lives } from './durable/lives.ts';
import { operations } from './durable/operations.ts';
import { starting } from './durable/starting.ts';
import type { Topic } from './promise.ts';

/** What the durable execution service of the sandbox promises. */
export const durablePromises: readonly Topic<ManualLab>[] = [
  starting,
  operations,
  checkpoints,
  callbacks,
  history,
  lives,
  endings,
];
