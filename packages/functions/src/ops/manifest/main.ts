import { printManifest } from './print-manifest.ts';

process.exitCode = await printManifest(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
