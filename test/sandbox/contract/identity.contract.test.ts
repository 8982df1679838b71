import { identityPromises, openIdentityPeer } from './identity.promises.ts';
import { holdTo } from './promise.ts';

holdTo(identityPromises, openIdentityPeer);
