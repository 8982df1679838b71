import { MAX_TICKET_CHARS } from '@doo-repush/core/repush/request';
import { readTicket } from '@doo-repush/core/repush/ticket';
import { describe, expect, it } from 'vitest';

describe('readTicket', () => {
  it.each([
    '4411',
    '#4411',
    'SUP-4411',
    'team/repo#12',
    'a_1',
    `S${'1'.repeat(39)}`,
    'https://tickets.example/browse/SUP-4411?tab=all#note-2',
    'HTTPS://tickets.example/1',
  ])('accepts %s', (text) => {
    expect(readTicket(text)).toEqual({ ok: true, ticket: text });
    expect(readTicket(`  ${text}\n`)).toEqual({ ok: true, ticket: text });
  });

  it.each([
    ['SUP\u20114411', 'SUP-4411'],
    ['SUP\u20134411', 'SUP-4411'],
    ['ops_\u200bteam_\u200b#12', 'ops_team_#12'],
    ['\u00a0SUP-44\u00ad11\u200e', 'SUP-4411'],
    ['https://tickets.example/\u200b1', 'https://tickets.example/1'],
  ])('normalizes %j', (text, ticket) => {
    expect(readTicket(text)).toEqual({ ok: true, ticket });
  });

  it.each([
    ['nothing', ''],
    ['a word', 'urgent'],
    ['words with a number', 'SUP 4411'],
    ['a sign only', '#'],
    ['what begins with a hyphen', '-4411'],
    ['what ends with a letter of another script', '4411é'],
    ['a short id that is not short', `S${'1'.repeat(40)}`],
    ['an address without a scheme', 'tickets.example/1?x=1'],
    ['an address with a space', 'https://tickets.example/a b'],
    ['an address with a letter of another script', 'https://tickets.example/ä'],
    ['an address in other words', 'see https://tickets.example/1'],
    ['what only looks like an address', 'https://'],
  ])('rejects %s and gives an example', (_, text) => {
    expect(readTicket(text)).toEqual({
      ok: false,
      message: 'Enter a ticket number like SUP-4411, or an https link.',
    });
  });

  it.each(['http://tickets.example/1', 'ftp://tickets.example/1', 'javascript:alert(1)'])(
    'is no address with another scheme: %s',
    (text) => {
      const message = 'A link to a ticket must start with https://.';
      expect(readTicket(text)).toEqual({ ok: false, message });
    },
  );

  it.each(['https://user@tickets.example/1', 'https://:password@tickets.example/1'])(
    'is no address with credentials: %s',
    (text) => {
      const message = 'Leave user name and password out of the link.';
      expect(readTicket(text)).toEqual({ ok: false, message });
    },
  );

  it('limits the length and names the limit', () => {
    const address = (chars: number) => 'https://tickets.example/'.padEnd(chars, 'a');
    expect(readTicket(address(MAX_TICKET_CHARS)).ok).toBe(true);
    expect(readTicket(address(MAX_TICKET_CHARS + 1))).toEqual({
      ok: false,
      message: `A ticket has at most ${MAX_TICKET_CHARS} characters: enter its number instead.`,
    });
  });
});
