import { displayType } from '@doo-repush/core/doo/resources';
import { describe, expect, it } from 'vitest';

describe('displayType', () => {
  it.each([
    ['event_created_92bd9a53281981160c955e339304b3e5', 'event_created'],
    ['order_created', 'order_created'],
    [
      'event_92bd9a53281981160c955e339304b3e5_created',
      'event_92bd9a53281981160c955e339304b3e5_created',
    ],
    ['event_created_92bd9a53', 'event_created_92bd9a53'],
    [
      'event_created_92BD9A53281981160C955E339304B3E5',
      'event_created_92BD9A53281981160C955E339304B3E5',
    ],
  ])('shows %s as %s', (type, shown) => {
    expect(displayType(type)).toBe(shown);
  });
});
