import * as esbuild from 'esbuild';
import { buildEnvironment } from './environment.ts';

/** esbuild's `build`, whose process sees the environment of a build alone. */
export const build: typeof esbuild.build = (options) => {
  // esbuild starts its process within the call, with what `process.env` is then.
  const own = process.env;
  process.env = buildEnvironment(own);
  try {
    return esbuild.build(options);
  } finally {
    process.env = own;
  }
};
