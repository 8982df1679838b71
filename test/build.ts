import { buildBundles } from '../packages/functions/bundle/build.ts';

/** The tests run the bundles that would be deployed, built from the sources as they are now. */
export async function setup(): Promise<void> {
  await buildBundles();
}
