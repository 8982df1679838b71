import { cardLink } from '@doo-repush/functions/messages/mrkdwn';
import { describe, expect, it } from 'vitest';

describe('the link to a card', () => {
  it('leads to the address that Slack gave', () => {
    const link = 'https://team.slack.example/archives/C0APPROVAL/p1700000000000100?a=1&b=2';
    expect(cardLink('8C2F01', link)).toBe(
      '<https://team.slack.example/archives/C0APPROVAL/p1700000000000100?a=1&amp;b=2|8C2F01>',
    );
  });

  it.each([
    ['none', undefined],
    ['http', 'http://team.slack.example/'],
    ['a space', 'https://team.slack.example/ x'],
    ['a control character', 'https://team.slack.example/\u0001'],
    ['a direction mark', 'https://team.slack.example/\u202e'],
    ['the end of a link', 'https://team.slack.example/>'],
    ['a label of its own', 'https://team.slack.example/|doo'],
  ])('is words alone where the address is unfit: %s', (_, link) => {
    expect(cardLink('8C2F01', link)).toBe('8C2F01');
  });
});
