import { WebClient } from '@slack/web-api';
import type { SlackSecret } from '../../../runtime/secrets/slack-secret.ts';
import { slackClientOptions } from '../../../slack-api/client.ts';
import { slackErrorName } from '../../../slack-api/errors.ts';
import { type Finding, faulty, fine } from '../finding.ts';

const TIMEOUT_MS = 10_000;

/** Slack's names for a token that is good for nothing (Slack docs: auth.test). */
const DEAD = ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'];

/** Who the token speaks for, and what came with Slack's answer. */
export interface SlackAccess {
  readonly client: WebClient;
  readonly team: string;
  readonly teamId: string | undefined;
  readonly botId: string | undefined;
  readonly botUserId: string | undefined;
  /** `undefined` when Slack did not name them. */
  readonly scopes: readonly string[] | undefined;
  /** Slack's clock in milliseconds since the epoch; NaN when Slack did not tell it. */
  readonly slackTimeMs: number;
  /** This machine's clock at the same moment. */
  readonly localTimeMs: number;
}

/** Whether Slack takes the bot token (auth.test). @param now milliseconds since the epoch */
export async function checkSlackToken(
  secret: SlackSecret,
  slackApiUrl: string,
  { stage, now }: { readonly stage: string; readonly now: () => number },
): Promise<Finding<SlackAccess>> {
  let slackTimeMs = Number.NaN;
  const options = slackClientOptions(slackApiUrl, TIMEOUT_MS);
  const client = new WebClient(secret.botToken, {
    ...options,
    async fetch(input, init) {
      const response = await (options.fetch ?? fetch)(input, init);
      slackTimeMs = Date.parse(response.headers.get('date') ?? '');
      return response;
    },
  });
  try {
    const answer = await client.auth.test();
    const localTimeMs = now();
    return fine(`the app ${answer.user} in ${answer.team}`, {
      client,
      team: answer.team ?? '',
      teamId: answer.team_id,
      botId: answer.bot_id,
      botUserId: answer.user_id,
      scopes: answer.response_metadata?.scopes,
      slackTimeMs,
      localTimeMs,
    });
  } catch (error) {
    const name = slackErrorName(error);
    return faulty(
      `auth.test: ${name}`,
      DEAD.includes(name)
        ? `Install the app again, copy its bot token, then: npm run secrets -- edit slack --stage ${stage}`
        : 'Check the network between here and Slack, then run the doctor again.',
    );
  }
}
