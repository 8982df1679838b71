import { holdTo } from './promise.ts';
import { openSlackPeer } from './slack/slack-peer.ts';
import { slackPromises } from './slack.promises.ts';

holdTo(slackPromises, openSlackPeer);
