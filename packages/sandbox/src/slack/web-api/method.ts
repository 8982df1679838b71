import type { JsonObject } from '../json.ts';
import type { SlackManifest } from '../manifest.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** One authenticated call of a Web API method. */
export interface Call {
  readonly args: JsonObject;
  readonly workspace: Workspace;
  readonly manifest: SlackManifest;
  /** Where this call reached the Web API, without a trailing slash. */
  readonly origin: string;
  /** Throws missing_scope unless the bot token has at least one of the scopes. */
  requireScope(...oneOf: string[]): void;
}

/** Returns the members that accompany `ok`; refuses by throwing a SlackApiError. */
export type Method = (call: Call) => object;
