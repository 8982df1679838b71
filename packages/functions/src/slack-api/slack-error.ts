import { WebAPIPlatformError } from '@slack/web-api';
import { errorKind } from '../runtime/log.ts';

/** Slack's name of what went wrong, or the kind of the error; never a text that came from outside. */
export function slackErrorName(error: unknown): string {
  if (!(error instanceof WebAPIPlatformError)) return errorKind(error);
  const { error: name } = error.data;
  return /^[a-z_]{1,60}$/.test(name) ? name : 'an answer that is not of Slack';
}
