import { people } from './slack/workspace/people.ts';

export const SECRET_IDS = {
  slack: 'doo-repush/slack',
  doo: 'doo-repush/doo',
  organizations: 'doo-repush/organizations',
} as const;

/** Keeps doo's credentials from the slack function, as the deployment does. */
export const SLACK_WITHOUT_DOO = {
  ORGANIZATIONS_SECRET_ID: SECRET_IDS.organizations,
  LOOKUP_FUNCTION: 'lookup:live',
} as const;

/** The Slack secret of the sandbox's workspace: placeholders that grant nothing. */
export function slackSecret() {
  return {
    botToken: 'placeholder-bot-token',
    signingSecret: '0123456789abcdef0123456789abcdef',
    botId: people.bot,
    botUserId: people.botUser,
    teamId: people.team,
  };
}

/** The settings of all functions, pointing to local peers only. */
export function functionSettings(urls: {
  readonly slackApiUrl: string;
  readonly lambdaUrl: string;
  readonly secretsManagerUrl: string;
}): Record<string, string> {
  return {
    SLACK_SECRET_ID: SECRET_IDS.slack,
    DOO_SECRET_ID: SECRET_IDS.doo,
    SLACK_API_URL: urls.slackApiUrl,
    AWS_ENDPOINT_URL_LAMBDA: urls.lambdaUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: urls.secretsManagerUrl,
    REPUSH_FUNCTION: 'repush:live',
    WORKER_FUNCTION: 'worker:live',
    STAGE: 'sandbox',
    APPROVAL_CHANNEL: people.approvals,
    APPROVERS: `${people.approver},${people.approverGroup}`,
    ALLOW_LOOPBACK: '1',
  };
}
