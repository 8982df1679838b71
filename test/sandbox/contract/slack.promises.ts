import type { Topic } from './promise.ts';
import { calls, rates } from './slack/access.ts';
import { apps } from './slack/apps.ts';
import { deliveries } from './slack/deliveries.ts';
import { forms } from './slack/forms.ts';
import { messageLimits, viewLimits } from './slack/limits.ts';
import { messages, metadata } from './slack/messages.ts';
import { files, reading } from './slack/reading.ts';
import type { SlackPeer } from './slack/slack-peer.ts';

/** What the Slack of the sandbox promises. */
export const slackPromises: readonly Topic<SlackPeer>[] = [
  calls,
  rates,
  messages,
  messageLimits,
  metadata,
  reading,
  files,
  forms,
  viewLimits,
  apps,
  deliveries,
];
