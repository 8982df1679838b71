import { CHANNEL_TROUBLES, type ChannelTrouble } from '../model/channel-trouble.ts';
import { refusalOf } from './errors.ts';

/**
 * Why the app cannot reach the approval channel, according to an error; `undefined` for any other error.
 */
export function channelTroubleOf(error: unknown): ChannelTrouble | undefined {
  const refusal = refusalOf(error);
  return CHANNEL_TROUBLES.find((name) => name === refusal);
}
