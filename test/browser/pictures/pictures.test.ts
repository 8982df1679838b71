import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesBelow } from '../../support/sources.ts';
import { IMAGES_DIR, readPictured, shownBy, styleDigest } from './pictured.ts';
import { SCENES } from './scenes.ts';
import { playScenes } from './story.ts';

const STALE = 'the page has changed since the pictures were made: run `npm run pictures`';

test('the pictures of the documents show what the page shows today', async () => {
  const { style, shows } = await readPictured();
  const shownNow: Record<string, readonly string[]> = {};
  await playScenes(async (name, shown) => {
    shownNow[name] = await shownBy(shown);
  });
  expect(shownNow, STALE).toEqual(shows);
  expect(await styleDigest(), STALE).toBe(style);
}, 120_000);

test('every scene has its picture, and every picture is in a document with words for it', () => {
  const files = readdirSync(IMAGES_DIR).filter((file) => file.endsWith('.png'));
  expect(files.toSorted()).toEqual(SCENES.map(({ name }) => `${name}.png`).toSorted());
  const documents = filesBelow().filter(({ path }) => path.endsWith('.md'));
  const shown = documents.flatMap(({ text }) =>
    [...text.matchAll(/!\[[^\]]{10,}\]\((?:docs\/)?images\/([\w-]+\.png)\)/g)].map(
      ([, file = '']) => file,
    ),
  );
  expect(files.filter((file) => !shown.includes(file))).toEqual([]);
});
