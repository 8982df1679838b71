import { expect } from 'vitest';
import { webClient } from '../../../support/started-slack.ts';
import { refusesForeignPages } from '../foreign-page.ts';
import { promised, type Topic } from '../promise.ts';
import { channel, openSlackPeer, post, refuses, type SlackPeer } from './slack-peer.ts';

const RATES = 'Slack docs: Rate limits';
const OWN = 'of the peer';

/** Tokens, scopes, and how a call is made to fail. */
export const calls: Topic<SlackPeer> = {
  topic: 'Tokens, scopes and faults',
  promises: [
    promised('A call without a token is `not_authed`', 'Slack docs: auth.test', (peer) =>
      refuses('not_authed', () => webClient(peer.slack, '').auth.test())(peer),
    ),
    promised('A wrong token is `invalid_auth`', 'Slack docs: auth.test', (peer) =>
      refuses('invalid_auth', () => webClient(peer.slack, 'placeholder-other').auth.test())(peer),
    ),
    promised(
      'A scope that the manifest lacks is `missing_scope`, with what is needed and provided',
      'Slack docs: Scopes',
      async () => {
        const { peer, close } = await openSlackPeer(['commands']);
        await expect(post(peer)).rejects.toMatchObject({
          data: { error: 'missing_scope', needed: 'chat:write', provided: 'commands' },
        });
        await close();
      },
    ),
    promised(
      'Every answer to a right token names its scopes in `x-oauth-scopes`',
      'Slack docs: Authentication, OAuth scopes',
      async (peer) => {
        const { response_metadata: told } = await peer.api.auth.test();
        expect(told?.scopes).toEqual(expect.arrayContaining(['commands', 'chat:write']));
      },
    ),
    promised(
      'A method that is not played is `unknown_method`',
      'Slack docs: Web API',
      refuses('unknown_method', ({ api }) => api.apiCall('chat.shout')),
    ),
    promised(
      'Any call can be made to fail: by error name, 429, HTTP 500, no answer, a reset before or after it acted',
      OWN,
      async (peer) => {
        peer.slack.faults.add({ method: 'chat.postMessage', fault: { error: 'fatal_error' } });
        await refuses('fatal_error', () => post(peer))(peer);
        peer.slack.faults.add({ method: '*', fault: 'reset_after' });
        await expect(post(peer)).rejects.toThrow();
        expect(peer.slack.client.messages(channel)).toHaveLength(1);
      },
    ),
    promised('Calls can be made to take their time', OWN, async (peer) => {
      peer.slack.setCallTime(40);
      const startMs = performance.now();
      await post(peer);
      expect(performance.now() - startMs).toBeGreaterThanOrEqual(39);
    }),
    promised('Every call is recorded, without its token', OWN, async (peer) => {
      await post(peer);
      expect(peer.slack.calls).toMatchObject([{ method: 'chat.postMessage', ok: true }]);
      expect(JSON.stringify(peer.slack.calls)).not.toContain('placeholder');
    }),
    refusesForeignPages(({ slack }) => `${slack.url}auth.test`),
  ],
};

/** Slack's rate limits. */
export const rates: Topic<SlackPeer> = {
  topic: 'Rate limits, a mode that is off at first',
  promises: [
    promised(
      'One message a second to a channel, else 429 with `Retry-After`',
      RATES,
      async (peer) => {
        peer.slack.rateLimits.change(true);
        await post(peer);
        await expect(post(peer)).rejects.toMatchObject({ retryAfter: 1 });
        peer.clock.advance(1000);
        await post(peer);
      },
    ),
    promised('A method of tier 2 takes 20 calls a minute', RATES, async (peer) => {
      peer.slack.rateLimits.change(true);
      const call = () => peer.api.usergroups.list();
      for (let count = 0; count < 20; count += 1) await call();
      await expect(call()).rejects.toMatchObject({ retryAfter: 60 });
    }),
  ],
};
