import { access, limits } from './doo/access.ts';
import type { DooPeer } from './doo/doo-peer.ts';
import { faults } from './doo/faults.ts';
import { deliveries, initialization } from './doo/init.ts';
import { configurations, titles } from './doo/reading.ts';
import type { Topic } from './promise.ts';

/** What the doo of the sandbox promises. */
export const dooPromises: readonly Topic<DooPeer>[] = [
  access,
  configurations,
  initialization,
  titles,
  limits,
  faults,
  deliveries,
];
