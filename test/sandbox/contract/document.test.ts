import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cloudWatchLogsPromises } from './cloudwatch-logs.promises.ts';
import { peersPage } from './document.ts';
import { dooPromises } from './doo.promises.ts';
import { durablePromises } from './durable.promises.ts';
import { functionUrlPromises } from './function-url.promises.ts';
import { identityPromises } from './identity.promises.ts';
import { secretsManagerPromises } from './secrets-manager.promises.ts';
import { slackPromises } from './slack.promises.ts';

const PAGE = fileURLToPath(new URL('../../../docs/peers.md', import.meta.url));

const CHAPTERS = [
  { title: 'Slack', topics: slackPromises },
  { title: 'doo', topics: dooPromises },
  { title: 'Durable execution service', topics: durablePromises },
  { title: 'Secrets Manager', topics: secretsManagerPromises },
  { title: 'CloudWatch Logs', topics: cloudWatchLogsPromises },
  { title: 'STS', topics: identityPromises },
  { title: 'Function URL', topics: functionUrlPromises },
];

test('docs/peers.md lists the promises that the tests hold', async () => {
  await expect(peersPage(CHAPTERS)).toMatchFileSnapshot(PAGE);
});

test('no promise is made twice in a topic', () => {
  for (const { topics } of CHAPTERS) {
    for (const { promises } of topics) {
      const texts = promises.map(({ promise }) => promise);
      expect(new Set(texts).size).toBe(texts.length);
    }
  }
});
