import type { JsonObject } from '../json.ts';
import type { SlackManifest } from '../manifest.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** One authenticated call of a Web API method. */
export interface Call {
  readonly args: JsonObject;
  readonly workspace: Workspace;
  readonly manifest: SlackManifest;
  /** Where this call reached the Web API, without a slash at the end. */
  readonly origin: string;
  /** Throws missing_scope unless the bot token has one of the scopes. */
  requireScope(...oneOf: string[]): void;
}

/** Answers a call with the members beside `ok`; refuses with a SlackApiError. */
export type Method = (call: Call) => object;
