import type { ConnectionControl } from './local-server.ts';
import { ServiceError } from './service-error.ts';

/**
 * What goes wrong with a call. `refused` cuts the connection before anything happens; `lost` acts, then
 * cuts it; `hang` never responds. `500`, `throttle`, `denied` (no IAM permission), `expired` (expired
 * credentials) and `region_off` (a region that the account has not enabled) respond with that error
 * without acting.
 */
export type FaultKind =
  | 'refused'
  | 'lost'
  | '500'
  | 'throttle'
  | 'denied'
  | 'expired'
  | 'region_off'
  | 'hang'
  | TokenFault;

/**
 * What goes wrong with the token of a checkpoint or of a state read: `stale_token`, because another
 * invocation has begun, or `no_token`: the checkpoint is accepted and its response names no token
 * (aws-durable-execution-sdk-js issues 917 and 918).
 */
export type TokenFault = 'stale_token' | 'no_token';

export interface Fault {
  /** The API operation, such as `SendDurableExecutionCallbackSuccess`. */
  operation: string;
  fault: FaultKind;
  /** How many calls it affects; 1 when absent. */
  times?: number;
  /** How many calls pass first; none when absent. */
  after?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** Whether any fault still has calls to affect. */
  pending(): boolean;
  clear(): void;
  /** Runs `act` under the next fault set for `operation`, or without one. */
  apply(
    operation: string,
    connection: ConnectionControl,
    act: (fault?: TokenFault) => Promise<Response>,
  ): Promise<Response>;
}

interface Armed {
  operation: string;
  fault: FaultKind;
  after: number;
  left: number;
}

/**
 * Faults that a test or a person switches on, per operation, in the order they were added.
 * @param service its prefix in IAM actions
 */
export function createFaults(service = 'lambda'): Faults {
  let armed: Armed[] = [];

  function take(operation: string): FaultKind | undefined {
    const next = armed.find((fault) => fault.operation === operation);
    if (next === undefined) return undefined;
    if (next.after > 0) {
      next.after -= 1;
      return undefined;
    }
    next.left -= 1;
    if (next.left === 0) armed = armed.filter((fault) => fault !== next);
    return next.fault;
  }

  return {
    add({ operation, fault, times = 1, after = 0 }) {
      armed.push({ operation, fault, after, left: times });
    },
    pending: () => armed.length > 0,
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
        case 'denied':
          throw new ServiceError(
            'AccessDeniedException',
            `User: arn:aws:iam::000000000000:user/operator is not authorized to perform: ${service}:${operation} because no identity-based policy allows the ${service}:${operation} action`,
            403,
          );
        case 'expired':
          throw new ServiceError(
            'ExpiredTokenException',
            'The security token included in the request is expired',
          );
        case 'region_off':
          // As reported in aws/chalice issue 1445 and epsagon/clear-lambda-storage issue 9.
          throw new ServiceError(
            'UnrecognizedClientException',
            'The security token included in the request is invalid.',
          );
        case 'lost':
          await act();
          return cut(connection);
        case 'refused':
          return cut(connection);
        case 'hang':
          return untilClosing(connection);
        case 'stale_token':
        case 'no_token':
          return act(fault);
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
