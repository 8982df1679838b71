import { buildCard } from '@doo-repush/functions/messages/card/card';
import { describe, expect, it } from 'vitest';
import { CARD_STORIES } from '../../../support/card-stories.ts';
import { countWords } from '../../../support/words-shown.ts';

describe('the words on a card', () => {
  it.each(CARD_STORIES)('%s: at most %i', (_story, most, card) => {
    expect(countWords(buildCard(card).blocks)).toBeLessThanOrEqual(most);
  });
});
