import { ticketWords } from '@doo-repush/functions/messages/card/scope-text';
import { describe, expect, it } from 'vitest';

describe('a ticket on a card', () => {
  it.each([
    ['https://tickets.example.com/SUP-4411', '<https://tickets.example.com/SUP-4411>'],
    ['https://tickets.example.com/?a=1&b=2', '<https://tickets.example.com/?a=1&amp;b=2>'],
    ['HTTPS://Tickets.Example.com', '<https://tickets.example.com/>'],
  ])('%s is a link that shows all of itself', (ticket, words) => {
    expect(ticketWords(ticket)).toBe(words);
  });

  it('cannot hide its address behind other words', () => {
    expect(ticketWords('https://evil.example/|https://good.example/')).toBe(
      '<https://evil.example/%7Chttps://good.example/>',
    );
    expect(ticketWords('https://g\u043eod.example/')).toBe('<https://xn--god-sed.example/>');
    expect(ticketWords('https://evil.example/><!channel>')).not.toMatch(/<!channel>/);
  });

  it.each([
    'SUP-4411',
    'http://tickets.example.com/1',
    'https://good.example@evil.example/',
    'https://tickets.example.com/a b',
    'javascript:alert(1)',
    'slack://open',
  ])('%s is text', (ticket) => expect(ticketWords(ticket)).not.toMatch(/[<>]/));

  it('is text where its address would be too long to show', () => {
    expect(ticketWords(`https://t.example/${'ä'.repeat(180)}`)).not.toMatch(/[<>]/);
  });
});
