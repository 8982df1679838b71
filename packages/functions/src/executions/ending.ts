import {
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod';
import { HALTED, UNENDED } from '../model/execution-status.ts';
import { isSendStep } from '../model/send-step.ts';
import { isStateName, type StateName } from '../model/state-name.ts';
import type { KnownFollowUp } from '../model/workflow-result.ts';

/** An ended execution. */
export interface Ended {
  readonly ending: Ending;
  /** Milliseconds since the epoch; `undefined` if AWS does not say. */
  readonly atMs: number | undefined;
}

/**
 * Resolves to how an execution ended; `undefined` while it runs or is paused. Rejects if AWS cannot tell.
 */
export type ReadEnding = (executionArn: string) => Promise<Ended | undefined>;

const FAILED: ReadonlyMap<string, Exclude<Ending['kind'], 'unshown'>> = new Map([
  ['FAILED', 'failed'],
  ['STOPPED', 'stopped'],
  ['TIMED_OUT', 'timed_out'],
]);
/** AWS keeps an execution for months after its end. */
const LONG_AGO_MS = 0;
const MAX_HISTORY_PAGES = 50;

const text = z.string().optional().catch(undefined);
const timeMs = z.number().optional().catch(undefined);
const resultSchema = z.object({
  state: z.string().refine(isStateName),
  resolution: text,
  resolutionBy: text,
  resolutionAtMs: timeMs,
  resolutionReason: text,
  arrival: text,
  arrivalBy: text,
  arrivalAtMs: timeMs,
});

/** Reads executions from AWS. */
export function createReadEnding(): ReadEnding {
  const client = new LambdaClient({ maxAttempts: 3 });

  async function mayHaveSent(executionArn: string): Promise<boolean> {
    let marker: string | undefined;
    for (let page = 0; page < MAX_HISTORY_PAGES; page++) {
      const history = await client.send(
        new GetDurableExecutionHistoryCommand({
          DurableExecutionArn: executionArn,
          ...(marker !== undefined && { Marker: marker }),
        }),
      );
      if (history.Events?.some((event) => isSendStep(event.Name ?? ''))) return true;
      marker = history.NextMarker || undefined;
      if (marker === undefined) return false;
    }
    return true;
  }

  return async (executionArn) => {
    const command = new GetDurableExecutionCommand({ DurableExecutionArn: executionArn });
    try {
      const { Status, Result, EndTimestamp } = await client.send(command);
      if (Status === undefined) throw new Error('AWS named no status');
      if (UNENDED.includes(Status) || HALTED.includes(Status)) return undefined;
      const atMs = EndTimestamp?.getTime();
      if (Status === 'SUCCEEDED') return { ending: unshown(Result), atMs };
      const kind = FAILED.get(Status);
      if (kind === undefined) throw new Error('AWS named a status that is not understood');
      return { ending: { kind, mayHaveSent: await mayHaveSent(executionArn) }, atMs };
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException')
        return { ending: { kind: 'gone', mayHaveSent: true }, atMs: LONG_AGO_MS };
      throw error;
    }
  };
}

function unshown(result: string | undefined): Ending {
  const { data } = resultSchema.safeParse(parseJson(result ?? ''));
  if (data === undefined) return { kind: 'unshown', state: undefined };
  const { state, ...followUp } = data;
  return { kind: 'unshown', state, followUp };
}

/** How an execution ended without showing it on the card. */
export type Ending =
  | {
      readonly kind: 'failed' | 'stopped' | 'timed_out' | 'gone';
      /** False only if AWS's history proves that no call to doo was started. */
      readonly mayHaveSent: boolean;
    }
  /** It succeeded; holds as much of its result as can be parsed. */
  | {
      readonly kind: 'unshown';
      readonly state: StateName | undefined;
      readonly followUp?: KnownFollowUp;
    };
