import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import { MINUTE_MS, wordsOf } from '../../support/requests.ts';
import { everydayCards, seedCards } from '../../support/seeded-ledger.ts';

const product = productForFile();
const FOR_EVER = 10_000;
const FIRST = /^(Searching requests|Exporting)/;
const NEWEST = '000013';

beforeAll(() => {
  const { slack, clock } = product();
  seedCards(slack.workspace, everydayCards(20, clock.now() - 60_000));
});
afterEach(() => product().slack.faults.clear());

type Fault = { readonly error: string } | 'http_500' | 'reset_before';

const refuse = (method: string, fault: Fault, times = FOR_EVER, having?: string) =>
  product().slack.faults.add({ method, fault, times, ...(having && { having }) });

/** What a person sees of a command after its first response, including after AWS retries `worker`. */
async function heard(text: string) {
  const { client } = product().slack;
  const [shown, direct] = [
    client.ephemerals(people.requester),
    client.directMessages(people.requester),
  ];
  const before = [shown.length, direct.length] as const;
  await client.command(people.requester, '/doo-repush', text, people.general);
  await product().lambda.idle();
  for (let retry = 0; retry < 2; retry += 1) {
    product().clock.advance(3 * MINUTE_MS);
    await product().lambda.idle();
  }
  return {
    privately: client
      .ephemerals(people.requester)
      .slice(before[0])
      .filter((message) => !FIRST.test(message.text)),
    directly: client.directMessages(people.requester).slice(before[1]),
  };
}

const CONTENT = ['invalid_blocks', 'msg_blocks_too_long', 'msg_too_long', 'no_text'] as const;

describe('a page of the history', () => {
  it.each(CONTENT)('arrives as plain text if its response is refused once: %s', async (error) => {
    refuse('response_url', { error }, 1);
    const { privately, directly } = await heard('history');
    expect(privately.map(({ text }) => text).join()).toContain(NEWEST);
    expect(directly).toEqual([]);
  });

  it.each(CONTENT)(
    'arrives as a direct message if its response is refused permanently: %s',
    async (error) => {
      refuse('response_url', { error });
      const { privately, directly } = await heard('history');
      expect(privately).toEqual([]);
      expect(directly).toHaveLength(1);
      expect(directly.map(wordsOf).join()).toContain(NEWEST);
    },
  );

  it.each(CONTENT)(
    'arrives as a direct message in plain text if blocks are refused everywhere: %s',
    async (error) => {
      refuse('response_url', { error });
      refuse('chat.postMessage', { error }, FOR_EVER, 'blocks');
      const { directly } = await heard('history');
      expect(directly).toHaveLength(1);
      expect(directly[0]?.text).toContain(NEWEST);
    },
  );

  it.each(['http_500', 'reset_before', { error: 'internal_error' }] as const)(
    'is not said to be unreadable where it could only not be told: %o',
    async (fault) => {
      refuse('response_url', 'http_500', 3);
      refuse('chat.postMessage', fault, 3);
      const { privately, directly } = await heard('history');
      const words = JSON.stringify([privately, directly]);
      expect(words).not.toContain('could not be read');
      expect(words).toContain(NEWEST);
    },
  );

  it('says privately that the channel could not be read, in plain text if blocks are refused', async () => {
    refuse('conversations.history', { error: 'fatal_error' }, 3);
    refuse('response_url', { error: 'invalid_blocks' }, 1);
    const { privately } = await heard('history');
    expect(privately.map(({ text }) => text)).toEqual([
      expect.stringContaining("The requests couldn't be read from the channel."),
    ]);
  });
});

describe('an export', () => {
  it.each(['invalid_blocks', 'msg_too_long', 'invalid_arguments'])(
    'says what the file holds in the answer where Slack refuses it with the file: %s',
    async (error) => {
      refuse('files.completeUploadExternal', { error }, FOR_EVER, 'initial_comment');
      const { privately, directly } = await heard('export');
      expect(directly.flatMap(({ files }) => files ?? [])).toHaveLength(1);
      expect(privately.map(({ text }) => text)).toEqual([
        expect.stringMatching(/^Your export is in your direct messages.*History: 20 requests/s),
      ]);
    },
  );

  it.each(CONTENT)('reports the file even if its response is refused: %s', async (error) => {
    refuse('response_url', { error });
    const { privately, directly } = await heard('export');
    expect(privately).toEqual([]);
    expect(directly.flatMap(({ files }) => files ?? [])).toHaveLength(1);
    expect(directly.map(({ text }) => text).join()).toContain(
      'Your export is in your direct messages',
    );
  });

  it('reports that there is no file if Slack refuses both the file and the private response', async () => {
    refuse('files.completeUploadExternal', { error: 'restricted_action' });
    refuse('response_url', { error: 'invalid_blocks' });
    const { directly } = await heard('export');
    expect(directly.map(({ text }) => text)).toEqual([
      expect.stringContaining('so you got no file.'),
    ]);
  });
});
