import { startTool } from '../start-tool.ts';
import { runReconcile } from './run-reconcile.ts';

await startTool((args, output, env) => runReconcile(args, env, output));
