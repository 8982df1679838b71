import { holdTo } from './promise.ts';
import { openSecretsPeer, secretsManagerPromises } from './secrets-manager.promises.ts';

holdTo(secretsManagerPromises, openSecretsPeer);
