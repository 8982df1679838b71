import { createHmac, randomUUID } from 'node:crypto';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { isRecord, parseJson } from '@doo-repush/core/json';
import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import type { Names } from '../../../runtime/installation-names.ts';
import { errorKind } from '../../../runtime/log.ts';
import type { SlackSecret } from '../../../runtime/secrets/slack-secret.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { functionUrl } from '../function-url.ts';

/** Slack waits 3 s, and a function that starts anew may take longer than that. */
const TIMEOUT_MS = 15_000;
const FUNCTION_URL_HOSTS = ['on.aws', 'amazonaws.com', 'amazonaws.com.cn'];

export interface DeliveryContext {
  readonly names: Names;
  readonly stage: string;
  readonly secret: SlackSecret;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly allowLoopback: boolean;
}

/**
 * Whether the function answers at its URL to what is signed with the secret: it is sent the one delivery
 * that changes nothing, `url_verification` (Slack docs: Request URL verification).
 */
export async function checkDelivery(
  lambda: LambdaClient,
  context: DeliveryContext,
): Promise<Finding> {
  const { names, stage, allowLoopback } = context;
  const deploy = `Deploy again: npm run deploy -- --stage ${stage}`;
  let url: string;
  try {
    url = await functionUrl(lambda, names.functions.slack);
  } catch (error) {
    const kind = errorKind(error);
    return kind === 'AccessDeniedException'
      ? faulty(
          `you may not read the URL of ${names.functions.slack} (lambda:GetFunctionUrlConfig)`,
          'Have lambda:GetFunctionUrlConfig on this function granted to you.',
        )
      : faulty(`${names.functions.slack} has no URL that can be read (${kind})`, deploy);
  }
  if (!isTrustedUrl(url, FUNCTION_URL_HOSTS, allowLoopback))
    return faulty('its URL is none of AWS', deploy);
  const challenge = randomUUID();
  try {
    const answer = await fetch(url, { ...signed(challenge, context), redirect: 'error' });
    return findingOf(answer.status, challengeIn(await answer.text()) === challenge, stage);
  } catch (error) {
    return faulty(
      `the URL did not answer (${errorKind(error)})`,
      `Read the log: aws logs tail /aws/lambda/${names.functions.slack} --since 10m`,
    );
  }
}

function signed(challenge: string, { secret, now }: DeliveryContext): RequestInit {
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const timestamp = String(Math.floor(now() / 1000));
  const digest = createHmac('sha256', secret.signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
}

/** Bolt gives the challenge as JSON; Slack takes it as plain text, too. */
function challengeIn(text: string): unknown {
  const answer = parseJson(text);
  return isRecord(answer) ? answer.challenge : text.trim();
}

function findingOf(status: number, isEcho: boolean, stage: string): Finding {
  if (status === 200 && isEcho) return fine('a signed delivery is answered', undefined);
  if (status === 401)
    return faulty(
      'a delivery that is signed with the secret is refused: the function has another one, or a clock is wrong',
      `Wait five minutes after a change of the secret; then deploy again: npm run deploy -- --stage ${stage}`,
    );
  if (status === 403)
    return faulty(
      'the URL is not open to callers (403)',
      `Deploy again: npm run deploy -- --stage ${stage}`,
    );
  return faulty(
    `a signed delivery is answered with ${status}${status === 200 ? ', but not with its challenge' : ''}`,
    'Read the log of the function; it may not be allowed to read its secret.',
  );
}
