import { runSecrets } from './run-secrets.ts';

process.exitCode = await runSecrets(process.argv.slice(2), process.stdin, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
