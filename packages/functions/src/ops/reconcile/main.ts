import { runReconcile } from './run-reconcile.ts';

process.exitCode = await runReconcile(process.argv.slice(2), process.env, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
