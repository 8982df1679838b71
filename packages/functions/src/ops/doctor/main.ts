import { startTool } from '../start-tool.ts';
import { runDoctor } from './run-doctor.ts';

await startTool((args, output) => runDoctor(args, output));
