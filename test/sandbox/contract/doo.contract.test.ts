import { openDooPeer } from './doo/doo-peer.ts';
import { dooPromises } from './doo.promises.ts';
import { holdTo } from './promise.ts';

holdTo(dooPromises, openDooPeer);
