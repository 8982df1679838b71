import { functionUrlPromises, openFunctionUrlPeer } from './function-url.promises.ts';
import { holdTo } from './promise.ts';

holdTo(functionUrlPromises, openFunctionUrlPeer);
