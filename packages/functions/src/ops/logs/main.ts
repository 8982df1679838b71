import { startTool } from '../start-tool.ts';
import { runLogs } from './run-logs.ts';

await startTool((args, output) => runLogs(args, output, process.cwd()));
