import type { MovableClock } from '@doo-repush/sandbox/clock';
import type { Doo } from '@doo-repush/sandbox/doo/doo';
import { configurationId, startDoo } from '../../doo/running-doo.ts';

/** doo as it is when it has been started. */
export interface DooPeer {
  readonly doo: Doo;
  readonly clock: MovableClock;
}

/** Starts doo without limits, on a clock that stands still. */
export async function openDooPeer() {
  const peer = await startDoo();
  return { peer, close: () => peer.doo.stop() };
}

/** The id of a configuration with hooks of all resources. */
export function crm({ doo }: DooPeer): string {
  return configurationId(doo, 'CRM production');
}
