import { openForm } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { oddButRight } from '../../../support/hostile/odd-but-right.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { answerTo, expectNothingHappened } from '../../../support/raw-case.ts';
import { FORM } from '../../../support/raw-delivery.ts';

const product = productForFile();

test.for(oddButRight)('%s is accepted', async ([, words, eventAt]) => {
  const sandbox = product();
  expect(await answerTo(sandbox, eventAt)).toMatchObject({
    statusCode: 200,
    body: expect.stringContaining(words),
  });
  expectNothingHappened(sandbox);
});

test('anything posted over HTTP gets a plain 4xx, and a command still opens the form', async () => {
  const sandbox = product();
  const posted = await sandbox.slack.client.deliver('payload=%7B', { 'content-type': FORM });
  expect(posted).toEqual({ status: 401, body: '' });
  const form = await openForm(sandbox, people.requester);
  expect(form.view.callback_id).toBe('request_form');
  expect(sandbox.hosts.slack.stats()).toMatchObject({ coldStarts: 0, crashes: 0 });
});
