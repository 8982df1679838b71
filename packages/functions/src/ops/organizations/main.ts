import { startTool } from '../start-tool.ts';
import { runOrganizations } from './run-organizations.ts';

await startTool((args, output) => runOrganizations(args, process.stdin, output));
