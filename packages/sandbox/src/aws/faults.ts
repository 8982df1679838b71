import type { ConnectionControl } from './local-server.ts';
import { ServiceError } from './service-error.ts';

/**
 * What goes wrong with a call: `refused` cuts the connection before anything happens, `lost` acts
 * and then cuts it, `500`, `throttle`, `denied` (no right in IAM), `expired` (credentials whose time is over)
 * and `region_off` (a region that the account has not enabled) answer so without acting, `hang` never answers.
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
 * What goes wrong with the token of a checkpoint, or of a reading of the state: it is `stale`, since
 * another invocation has begun, or the checkpoint is taken and its answer names no token
 * (aws-durable-execution-sdk-js issues 917 and 918).
 */
export type TokenFault = 'stale_token' | 'no_token';

export interface Fault {
  /** The API operation, such as `SendDurableExecutionCallbackSuccess`. */
  operation: string;
  fault: FaultKind;
  /** How many calls it meets; 1 when absent. */
  times?: number;
  /** How many calls it lets pass before; none when absent. */
  after?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** Whether a fault is set that has not met all its calls. */
  pending(): boolean;
  clear(): void;
  /** Runs `act` under the next fault that is set for `operation`, or plainly. */
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
 * @param service as IAM names it in actions
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
          // As aws/chalice issue 1445 and epsagon/clear-lambda-storage issue 9 show it.
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
