import { openDurablePeer } from './durable/durable-peer.ts';
import { durablePromises } from './durable.promises.ts';
import { holdTo } from './promise.ts';

holdTo(durablePromises, openDurablePeer);
