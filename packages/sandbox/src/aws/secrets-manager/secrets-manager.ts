import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import { createFaults, type Faults } from '../faults.ts';
import { type LocalServer, startLocalServer } from '../local-server.ts';
import { ServiceError, toJsonRpcError } from '../service-error.ts';
import { SECRET_OPERATIONS } from './secret-operations.ts';
import { createStoredSecrets } from './stored-secrets.ts';

/** A local Secrets Manager, limited to reading, describing and writing secrets. */
export interface SecretsManager {
  /** The endpoint for AWS_ENDPOINT_URL_SECRETS_MANAGER; known once started. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Creates a secret without a value, as a deployment does. */
  create(id: string): void;
  /** Writes a new version of a secret; an object is stored as JSON. Throws above 65,536 bytes. */
  set(id: string, value: object | string): void;
  /** The current value; `undefined` if there is none. Throws for an unknown secret. */
  text(id: string): string | undefined;
  remove(id: string): void;
  /** Marks a secret for deletion: it can be described, but neither read nor written. */
  markForDeletion(id: string): void;
  /** While on, refuses every call, or those of one operation, with AccessDeniedException. */
  denyAccess(on: boolean | string): void;
  /** By operation name, such as `GetSecretValue`. */
  faults: Faults;
  /** How many calls named a secret, successful or not; all calls when no id is given. */
  calls(id?: string): number;
}

const requestSchema = z.looseObject({ SecretId: z.string().min(1) });

export function createSecretsManager(options: { clock: Clock; port?: number }): SecretsManager {
  const { clock, port } = options;
  const secrets = createStoredSecrets(clock);
  const asked: string[] = [];
  const faults = createFaults('secretsmanager');
  let denied: boolean | string = false;
  let server: LocalServer | undefined;

  async function answer(
    request: Request,
    connection: Parameters<Faults['apply']>[1],
  ): Promise<Response> {
    const target = request.headers.get('x-amz-target') ?? '';
    const name = target.replace(/^secretsmanager\./, '');
    const operation = SECRET_OPERATIONS[name];
    const { data } = requestSchema.safeParse(await request.json());
    if (operation === undefined || data === undefined) {
      const offered = Object.keys(SECRET_OPERATIONS).join(', ');
      throw new ServiceError('InvalidParameterException', `Only ${offered} are offered here.`);
    }
    const { SecretId: id } = data;
    if (name === 'GetSecretValue') asked.push(id);
    return faults.apply(name, connection, async () => {
      if (denied === true || denied === name) {
        const message = `User is not authorized to perform: secretsmanager:${name}`;
        throw new ServiceError('AccessDeniedException', message);
      }
      const body = operation(secrets, secrets.find(id), data);
      const headers = { 'content-type': 'application/x-amz-json-1.1' };
      return new Response(JSON.stringify(body), { headers });
    });
  }

  return {
    faults,
    get url() {
      if (server === undefined) throw new Error('The Secrets Manager peer has not been started');
      return server.url;
    },
    async start() {
      server = await startLocalServer(async (request, connection) => {
        try {
          return await answer(request, connection);
        } catch (error) {
          if (error instanceof ServiceError && error.status < 500) return toJsonRpcError(error);
          return toJsonRpcError(new ServiceError('InternalServiceError', 'An error occurred.'));
        }
      }, port);
    },
    async stop() {
      await server?.close();
    },
    create: (id) => void secrets.create(id),
    set(id, value) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      secrets.write(secrets.create(id), text);
    },
    text: (id) => secrets.find(id).version?.text,
    remove: secrets.remove,
    markForDeletion(id) {
      secrets.find(id).deletedMs = clock.now();
    },
    denyAccess(on) {
      denied = on;
    },
    calls: (id) => (id === undefined ? asked : asked.filter((it) => it === id)).length,
  };
}
