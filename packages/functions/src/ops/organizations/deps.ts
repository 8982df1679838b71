import type { DooSecret } from '@doo-repush/core/doo/secret';
import type { SecretWriter } from '../../runtime/secrets/secret-writer.ts';
import type { Output } from '../command-line.ts';
import type { CountedDoo } from '../doctor/counted-doo.ts';
import type { Ask } from '../secrets/entered-secret.ts';

export interface OrganizationsDeps {
  readonly stage: string;
  readonly ids: { readonly doo: string; readonly organizations: string };
  readonly allowLoopback: boolean;
  readonly writer: SecretWriter;
  /** @throws SecretUnreadableError */
  readonly fetchSecret: (id: string) => Promise<string>;
  readonly openDoo: (secret: DooSecret) => Promise<CountedDoo>;
  /** Asks without showing what is typed; `undefined` where nobody can be asked. */
  readonly ask: Ask | undefined;
  /** Whether the person wants to go on. */
  readonly confirm: (question: string) => Promise<boolean>;
  readonly output: Output;
}

/** The tool cannot go on; each line says why and what to do, without a secret. */
export class OrganizationsError extends Error {
  override readonly name = 'OrganizationsError';
}
