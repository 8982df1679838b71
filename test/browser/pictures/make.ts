import { mkdir, writeFile } from 'node:fs/promises';
import { IMAGES_DIR, PICTURED, shownBy, styleDigest } from './pictured.ts';
import { playScenes } from './story.ts';

/* Makes the pictures of the documents from the page, and writes down what each of them shows. */

const shows: Record<string, readonly string[]> = {};
await mkdir(IMAGES_DIR, { recursive: true });
await playScenes(async (name, shown) => {
  const path = `${IMAGES_DIR}${name}.png`;
  await shown.screenshot({ path, animations: 'disabled' });
  shows[name] = await shownBy(shown);
  process.stdout.write(`${path}\n`);
});
await writeFile(PICTURED, `${JSON.stringify({ style: await styleDigest(), shows }, null, 2)}\n`);
