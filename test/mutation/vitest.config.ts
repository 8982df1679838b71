import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const { MUTATED_PATH = '', MUTATED_CODE = '' } = process.env;

/** The tests of `packages/core`, with one of its files replaced by a mutant. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform: (_code: string, id: string) =>
        id.split('?')[0] === MUTATED_PATH ? MUTATED_CODE : null,
    },
  ],
  test: {
    fsModuleCache: false,
    server: { deps: { inline: [/doo-repush/] } },
    isolate: false,
    maxWorkers: 1,
    testTimeout: 20_000,
    bail: 1,
  },
});
