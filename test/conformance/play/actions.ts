import {
  type Event,
  type LambdaClient,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { CallbackAction } from '../requirement.ts';

/** The one who is asked: completes callbacks as a requirement says. */
export interface Actions {
  /** Does what is due `second` seconds after the start; true when anything was. */
  act(events: readonly Event[], second: number): Promise<boolean>;
  /** What could not be done as the requirement says. */
  differences(): string[];
}

interface Due {
  readonly action: CallbackAction;
  readonly atSecond: number;
}

/**
 * Each callback gets the first action with its name, or with `*`, that no other has got, its delay
 * after it was seen; after a heartbeat it gets another. Without any action callbacks are left alone.
 */
export function createActions(client: LambdaClient, actions: readonly CallbackAction[]): Actions {
  const unused = [...actions];
  const due = new Map<string, Due | undefined>();
  const failures: string[] = [];

  function assign(callbackId: string, name: string, second: number): void {
    const index = unused.findIndex(({ CallbackName }) => ['*', name].includes(CallbackName));
    const [action] = index < 0 ? [] : unused.splice(index, 1);
    if (action === undefined && actions.length > 0) {
      failures.push(`no action is there for the callback ${name}`);
    }
    due.set(callbackId, action && { action, atSecond: second + action.Delay });
  }

  return {
    async act(events, second) {
      let acted = false;
      for (const { Name = '', CallbackStartedDetails } of events) {
        const id = CallbackStartedDetails?.CallbackId;
        if (id === undefined) continue;
        if (!due.has(id)) assign(id, Name, second);
        const next = due.get(id);
        if (next === undefined || next.atSecond > second) continue;
        await send(client, id, next.action);
        acted = true;
        if (next.action.Operation === 'heartbeat') assign(id, Name, second);
        else due.set(id, undefined);
      }
      return acted;
    },
    differences() {
      const open = [...due.values()].flatMap((it) => (it === undefined ? [] : [it.action]));
      const undone = [...unused, ...open].map(
        ({ Operation, CallbackName }) => `${Operation} of the callback ${CallbackName} was not due`,
      );
      return [...failures, ...undone];
    },
  };
}

const errorSchema = z.strictObject({
  ErrorType: z.string().optional(),
  ErrorMessage: z.string().optional(),
  ErrorData: z.string().optional(),
});

async function send(
  client: LambdaClient,
  CallbackId: string,
  { Operation, Payload }: CallbackAction,
): Promise<void> {
  switch (Operation) {
    case 'heartbeat':
      await client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId }));
      return;
    case 'success': {
      const result = Payload === undefined ? {} : { Result: spacedJson(Payload) };
      await client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId, ...result }));
      return;
    }
    case 'failure': {
      const error = errorSchema.parse(Payload ?? {});
      await client.send(
        new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: error }),
      );
    }
  }
}

/** JSON with a blank after each comma and colon, as AWS's runner sends it and its histories have it. */
function spacedJson(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replaceAll(/([[{])\n */g, '$1')
    .replaceAll(/\n *([\]}])/g, '$1')
    .replaceAll(/,\n */g, ', ');
}
