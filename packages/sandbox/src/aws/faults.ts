import type { ConnectionControl } from './local-server.ts';
import { ServiceError } from './service-error.ts';

/**
 * What goes wrong with a call: `refused` cuts the connection before anything happens, `lost` acts
 * and then cuts it, `500` and `throttle` answer so without acting, `hang` never answers.
 */
export type FaultKind = 'refused' | 'lost' | '500' | 'throttle' | 'hang';

export interface Fault {
  /** The API operation, such as `SendDurableExecutionCallbackSuccess`. */
  operation: string;
  fault: FaultKind;
  /** How many calls it meets; 1 when absent. */
  times?: number;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Runs `act` under the next fault that is set for `operation`, or plainly. */
  apply(
    operation: string,
    connection: ConnectionControl,
    act: () => Promise<Response>,
  ): Promise<Response>;
}

/** Faults that a test or a person switches on, per operation, in the order they were added. */
export function createFaults(): Faults {
  let armed: { operation: string; fault: FaultKind; left: number }[] = [];

  function take(operation: string): FaultKind | undefined {
    const next = armed.find((fault) => fault.operation === operation);
    if (next === undefined) return undefined;
    next.left -= 1;
    if (next.left === 0) armed = armed.filter((fault) => fault !== next);
    return next.fault;
  }

  return {
    add({ operation, fault, times = 1 }) {
      armed.push({ operation, fault, left: times });
    },
    clear() {
      armed = [];
    },
    async apply(operation, connection, act) {
      const fault = take(operation);
      switch (fault) {
        case undefined:
          return act();
        case '500':
          throw new ServiceError('ServiceException', 'The service encountered an internal error.');
        case 'throttle':
          throw new ServiceError('TooManyRequestsException', 'Rate exceeded');
        case 'lost':
          await act();
          return cut(connection);
        case 'refused':
          return cut(connection);
        case 'hang':
          return untilClosing(connection);
      }
    },
  };
}

function cut(connection: ConnectionControl): Response {
  connection.cut();
  return new Response(null, { status: 500 });
}

function untilClosing({ closing }: ConnectionControl): Promise<Response> {
  const answer = () => new Response(null, { status: 500 });
  if (closing.aborted) return Promise.resolve(answer());
  return new Promise((resolve) =>
    closing.addEventListener('abort', () => resolve(answer()), { once: true }),
  );
}
