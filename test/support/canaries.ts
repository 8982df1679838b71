import { createData } from '@doo-repush/sandbox/doo/data/data';
import { slackSecret } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/** A secret of the sandbox that stands nowhere but where it belongs, and so tells of a leak. */
interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Every secret and token that the product is given or gets, customers' secrets in doo's lists included. */
export function canaries(): readonly Canary[] {
  const { botToken, signingSecret } = slackSecret();
  const { clients, configurations } = createData(0);
  const named = [
    ['the bot token', botToken],
    ['the signing secret', signingSecret],
    ...clients.flatMap(({ apiKey, clientId, clientSecret, accessToken }) => [
      ['an API key of doo', apiKey],
      ['a client id of doo', clientId],
      ['a client secret of doo', clientSecret],
      ['a stored token of doo', accessToken],
    ]),
    ['an issued token of doo', 'sandbox-token-'],
    ...configurations.map(({ receiverSecret }) => ["a customer's secret", receiverSecret]),
  ];
  return named.flatMap(([name, value]) =>
    name === undefined || value === undefined ? [] : [{ name, value }],
  );
}

/** Each way in which a text may stand in another: as it is, or in base64 at any of its three places. */
function formsOf(value: string): readonly string[] {
  const shifted = [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + value).toString('base64');
    // The first and the last characters also depend on the neighbours.
    return encoded.slice(before === 0 ? 0 : 4, -4);
  });
  return [value, ...shifted];
}

/** What stands where it must not, in words: which secret, and where. */
export function leaksIn(haystacks: Readonly<Record<string, string>>): readonly string[] {
  const needles = canaries().flatMap(({ name, value }) =>
    formsOf(value).map((form) => ({ name, form })),
  );
  return Object.entries(haystacks).flatMap(([where, text]) =>
    needles.filter(({ form }) => text.includes(form)).map(({ name }) => `${name} in ${where}`),
  );
}

/** Everything that a product wrote and told: logs, durable state, calls of Slack and doo, messages. */
export function writtenBy({ logs, lambda, slack, doo }: Sandbox): Record<string, string> {
  return {
    'the logs': logs.map(({ line }) => line).join('\n'),
    'the durable state': JSON.stringify(lambda.executions()),
    'calls of Slack': JSON.stringify(slack.calls),
    'messages and views': JSON.stringify(slack.workspace.snapshot()),
    'bodies of calls to doo': JSON.stringify(doo.calls),
  };
}
