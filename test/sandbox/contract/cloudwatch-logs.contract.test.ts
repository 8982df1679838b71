import { cloudWatchLogsPromises, openLogsPeer } from './cloudwatch-logs.promises.ts';
import { holdTo } from './promise.ts';

holdTo(cloudWatchLogsPromises, openLogsPeer);
