import { CHANNEL_TROUBLES, type ChannelTrouble } from '../model/channel-trouble.ts';
import { refusalOf } from './errors.ts';

/** What keeps the app from the approval channel, as an error says it; `undefined` for every other error. */
export function channelTroubleOf(error: unknown): ChannelTrouble | undefined {
  const refusal = refusalOf(error);
  return CHANNEL_TROUBLES.find((name) => name === refusal);
}
