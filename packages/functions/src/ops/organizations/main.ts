import { runOrganizations } from './run-organizations.ts';

process.exitCode = await runOrganizations(process.argv.slice(2), process.stdin, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
});
