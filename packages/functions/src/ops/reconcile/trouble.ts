import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from '@slack/web-api';
import { errorKind } from '../../runtime/log.ts';
import { SecretUnreadableError } from '../../runtime/secrets/secrets-manager.ts';
import { slackErrorName } from '../../slack-api/errors.ts';
import { awsTrouble, isOfAws, namedTrouble } from '../aws-trouble.ts';
import { InstallationError } from './installation.ts';

/** Why something came to nothing, as a whole, and one thing to do. Neither holds a secret. */
export interface Trouble {
  readonly detail: string;
  readonly fix: string;
}

/** @param look a command that looks at the installation */
export function troubleOf(error: unknown, look: string): Trouble {
  const lookThere = `Look at the installation: ${look}.`;
  if (error instanceof InstallationError)
    return { detail: error.message, fix: error.fix ?? lookThere };
  if (error instanceof SecretUnreadableError) {
    const { kind, fix } = namedTrouble(error.reason);
    return { detail: error.message, fix: kind === 'failed' ? lookThere : fix };
  }
  if (error instanceof WebAPIPlatformError)
    return { detail: `Slack says ${slackErrorName(error)}`, fix: lookThere };
  if (error instanceof WebAPIHTTPError)
    return {
      detail: `Slack answered with status ${error.statusCode}`,
      fix: 'Try again in a minute; if it stays, look at https://slack-status.com.',
    };
  if (error instanceof WebAPIRequestError)
    return {
      detail: `Slack was not reached (${errorKind(error)})`,
      fix: 'Check the network, then try again.',
    };
  if (isOfAws(error)) return awsTrouble(error);
  return { detail: errorKind(error), fix: lookThere };
}

/** The same as a tool says it. */
export function troubleText(what: string, { detail, fix }: Trouble): string {
  return `${what}: ${detail}${/[.!?]$/.test(detail) ? '' : '.'}\nfix: ${fix}\n`;
}
