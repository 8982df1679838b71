import type { WebClient } from '@slack/web-api';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { ReadConfigurationList } from './configuration-reader.ts';
import type { Organizations } from './organizations.ts';
import type { People } from './people.ts';
import type { SlackSecret } from './secret.ts';
import type { WorkflowClient } from './workflow-client.ts';

/** Everything that the listeners use, made once for each version of the Slack secret. */
export interface SlackDeps {
  readonly settings: Settings<'slack'>;
  readonly secret: SlackSecret;
  readonly client: WebClient;
  readonly people: People;
  readonly organizations: Organizations;
  readonly readConfigurationList: ReadConfigurationList;
  readonly workflow: WorkflowClient;
  readonly log: Log;
  /** A new reference for an error that a person is shown. */
  readonly newReference: () => string;
}
