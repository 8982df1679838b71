import { startTool } from '../start-tool.ts';
import { runDoctor } from './run-doctor.ts';

await startTool(runDoctor);
