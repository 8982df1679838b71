import { startTool } from '../start-tool.ts';
import { runSecrets } from './run-secrets.ts';

await startTool((args, output) => runSecrets(args, process.stdin, output));
