import { startTool } from '../start-tool.ts';
import { printManifest } from './print-manifest.ts';

await startTool((args, output) => printManifest(args, output));
