import { parseMrkdwn, parsePlain } from '@doo-repush/sandbox/page/browser/mrkdwn';
import { describe, expect, test } from 'vitest';

const text = (value: string) => ({ kind: 'text', text: value });

describe('mrkdwn', () => {
  test.each<[string, string, object[]]>([
    ['bold', 'a *b c* d', [text('a '), { kind: 'bold', pieces: [text('b c')] }, text(' d')]],
    ['bold before a full stop', '*b*.', [{ kind: 'bold', pieces: [text('b')] }, text('.')]],
    [
      'italic in bold',
      '*a _b_*',
      [{ kind: 'bold', pieces: [text('a '), { kind: 'italic', pieces: [text('b')] }] }],
    ],
    ['code', '`a *b* &lt;`', [{ kind: 'code', text: 'a *b* <' }]],
    ['a line break', 'a\nb', [text('a'), { kind: 'break' }, text('b')]],
    ['a user', '<@U1>', [{ kind: 'user', id: 'U1' }]],
    ['a user group', '<!subteam^S1>', [{ kind: 'group', id: 'S1' }]],
    ['a channel', '<#C1>', [{ kind: 'channel', id: 'C1' }]],
    [
      'a link',
      '<https://a.example/?b=1&amp;c|d &amp; e>',
      [{ kind: 'link', url: 'https://a.example/?b=1&c', label: 'd & e' }],
    ],
    ['an emoji', ':warning: x', [{ kind: 'emoji', name: 'warning' }, text(' x')]],
    [
      'a date',
      '<!date^1700000000^{date} {time}|then>',
      [
        {
          kind: 'date',
          atMs: 1_700_000_000_000,
          format: '{date} {time}',
          fallback: 'then',
          url: undefined,
        },
      ],
    ],
  ])('has %s', (_, source, pieces) => {
    expect(parseMrkdwn(source)).toEqual(pieces);
  });

  test.each([
    ['stars with spaces', '2 * 3 * 4'],
    ['marks within words', 'snake_case_name'],
    ['a lone mark', '*not closed'],
    ['marks that were disarmed', '*\u200bnot bold*\u200b'],
    ['an address of another kind', '<javascript:alert(1)|x>'],
  ])('leaves %s as text', (_, source) => {
    expect(parseMrkdwn(source)).toEqual([text(source)]);
  });

  test('undoes Slack’s escapes once', () => {
    expect(parseMrkdwn('&lt;b&gt; &amp;lt;')).toEqual([text('<b> &lt;')]);
  });

  test('plain text has emoji and nothing else', () => {
    expect(parsePlain('*a* <@U1> :x:')).toEqual([text('*a* <@U1> '), { kind: 'emoji', name: 'x' }]);
  });
});
