import type { FetchFunction, WebClient } from '@slack/web-api';
import type { Log } from '../runtime/log.ts';
import type { Organizations } from '../runtime/organizations.ts';
import type { SlackSecret } from '../runtime/secrets/slack-secret.ts';
import type { Settings } from '../runtime/settings.ts';
import type { People } from '../slack-api/directory.ts';
import type { AnswerDeadline } from './deadline.ts';
import type { ConfigurationLists } from './form/options/configuration-lists.ts';
import type { WorkflowClient } from './workflow-client.ts';

/** The dependencies of the listeners, created once per version of the Slack secret. */
export interface SlackDeps {
  readonly settings: Settings<'slack'>;
  readonly secret: SlackSecret;
  readonly client: WebClient;
  /** Bolt's own clients share its connections. */
  readonly slackFetch: FetchFunction;
  readonly people: People;
  readonly organizations: Organizations;
  readonly configurationLists: ConfigurationLists;
  readonly workflow: WorkflowClient;
  readonly deadline: AnswerDeadline;
  readonly log: Log;
  /** A new reference for an error that is shown to a person. */
  readonly newReference: () => string;
}
