import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { ACCOUNT_ID, REGION } from './function-environment.ts';
import { type LocalServer, startLocalServer } from './local-server.ts';
import { ServiceError, toJsonRpcError } from './service-error.ts';

/** AWS docs: Secrets Manager quotas. */
const MAX_SECRET_BYTES = 65_536;

const GET_SECRET_VALUE = 'secretsmanager.GetSecretValue';

interface Secret {
  arn: string;
  name: string;
  text: string;
  versionId: string;
  createdMs: number;
}

/** Secrets Manager as far as GetSecretValue goes, on this machine. */
export interface SecretsManager {
  /** The endpoint for AWS_ENDPOINT_URL_SECRETS_MANAGER; known once started. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A new version of a secret; an object is stored as JSON. Throws above 65,536 bytes. */
  set(id: string, value: object | string): void;
  remove(id: string): void;
  /** Refuses every call with AccessDeniedException while on. */
  denyAccess(on: boolean): void;
  /** Under the operation name `GetSecretValue`. */
  faults: Faults;
  /** How often a secret was asked for, successfully or not; all of them without an id. */
  calls(id?: string): number;
}

const requestSchema = z.object({ SecretId: z.string().min(1) });

export function createSecretsManager(options: { clock: Clock; port?: number }): SecretsManager {
  const { clock, port } = options;
  const secrets = new Map<string, Secret>();
  const asked: string[] = [];
  const faults = createFaults();
  let denied = false;
  let server: LocalServer | undefined;

  function find(id: string): Secret {
    const secret = secrets.get(id) ?? [...secrets.values()].find(({ arn }) => arn === id);
    if (secret !== undefined) return secret;
    throw new ServiceError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
      400,
    );
  }

  function getSecretValue(id: string): Response {
    if (denied) {
      throw new ServiceError(
        'AccessDeniedException',
        'User is not authorized to perform: secretsmanager:GetSecretValue',
      );
    }
    const { arn, name, text, versionId, createdMs } = find(id);
    const body = {
      ARN: arn,
      Name: name,
      SecretString: text,
      VersionId: versionId,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: createdMs / 1000,
    };
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    return new Response(JSON.stringify(body), { headers });
  }

  async function readSecretId(request: Request): Promise<string> {
    const parsed = requestSchema.safeParse(await request.json());
    if (parsed.success && request.headers.get('x-amz-target') === GET_SECRET_VALUE) {
      return parsed.data.SecretId;
    }
    throw new ServiceError('InvalidParameterException', 'Only GetSecretValue is offered here.');
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
          const id = await readSecretId(request);
          asked.push(id);
          return await faults.apply('GetSecretValue', connection, async () => getSecretValue(id));
        } catch (error) {
          if (error instanceof ServiceError && error.status < 500) return toJsonRpcError(error);
          return toJsonRpcError(new ServiceError('InternalServiceError', 'An error occurred.'));
        }
      }, port);
    },
    async stop() {
      await server?.close();
    },
    set(id, value) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      if (Buffer.byteLength(text) > MAX_SECRET_BYTES) {
        throw new RangeError(`A secret holds at most ${MAX_SECRET_BYTES} bytes`);
      }
      const known = secrets.get(id);
      const suffix = randomUUID().slice(0, 6);
      secrets.set(id, {
        arn: known?.arn ?? `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${id}-${suffix}`,
        name: id,
        text,
        versionId: randomUUID(),
        createdMs: clock.now(),
      });
    },
    remove: (id) => void secrets.delete(id),
    denyAccess(on) {
      denied = on;
    },
    calls: (id) => (id === undefined ? asked : asked.filter((it) => it === id)).length,
  };
}
