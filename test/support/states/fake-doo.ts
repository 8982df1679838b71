import type { DooClient } from '@doo-repush/core/doo/client';
import { dooFailure } from '@doo-repush/core/doo/failure';
import { failed, succeeded } from '@doo-repush/core/doo/result';
import type { DooAccess } from '@doo-repush/functions/runtime/doo-access';
import { DooSecretError } from '@doo-repush/functions/runtime/secrets/parsed-secret';

/** doo's responses to an init call, and whether it acts on it. */
export const INIT_ANSWERS = [
  'accepts',
  'unreachable',
  'unauthorized',
  'busy',
  'busy for a day',
  'refuses',
  'fails',
  'fails after acting',
  'is lost',
  'is lost after acting',
] as const;
export type InitAnswer = (typeof INIT_ANSWERS)[number];

/** The responses that prove that doo did nothing, after which the call may be retried. */
export const PROOFS: readonly InitAnswer[] = [
  'unreachable',
  'unauthorized',
  'busy',
  'busy for a day',
];
const ACTS: readonly InitAnswer[] = ['accepts', 'fails after acting', 'is lost after acting'];

/** How the last list of configurations compared with the checked ones. */
export type Reading = 'none' | 'same' | 'moved' | 'away';

export interface InitCall {
  readonly eventId: string;
  readonly configurationId: string;
  /** The last list that was read since the approval and before this call. */
  readonly reading: Reading;
  readonly answer: InitAnswer;
  readonly acted: boolean;
  readonly atMs: number;
}

export interface FakeDoo {
  readonly calls: readonly InitCall[];
  /** The responses to the next calls, in order; later ones are accepted. */
  readonly next: InitAnswer[];
  /** Runs during the next call. */
  duringCall: (() => void) | undefined;
  /** Whether one of the configurations now points to another system. */
  isMoved: boolean;
  /** Whether doo fails to list its configurations. */
  isListAway: boolean;
  reading: Reading;
  /** Items that it accepts per call. */
  items: number;
  /** Whether the doo secret cannot be read. */
  isSecretAway: boolean;
  readonly access: DooAccess;
}

/** Items that doo accepts per event by default. */
const ITEMS = 17;
const DAY_MS = 24 * 3_600_000;

/** @param configurationIds those that send webhooks for orders */
export function createFakeDoo(
  organizationId: string,
  configurationIds: readonly string[],
  now: () => number,
): FakeDoo {
  const calls: InitCall[] = [];
  const next: InitAnswer[] = [];
  const startMs = now();
  const organization = {
    name: 'Acme',
    organizationId,
    teamId: '9',
    credentials: { apiKey: 'placeholder', accessToken: 'placeholder' },
  };
  const client: DooClient = {
    maxInitMs: 62_000,
    authenticate: async () => succeeded(undefined),
    async listConfigurations() {
      doo.reading = doo.isListAway ? 'away' : doo.isMoved ? 'moved' : 'same';
      if (doo.isListAway) return failed(dooFailure('server_error', { status: 500 }));
      const configurations = configurationIds.map((id, index) => {
        const host = doo.isMoved && index === 0 ? 'erp.example' : `${id}.example`;
        return { id, name: id, hooks: [{ type: 'on_order_create', host }] };
      });
      // A configuration that is added later must not matter.
      const later = { id: 'later', name: 'ERP', hooks: [{ type: 'order_created', host: 'erp' }] };
      return succeeded({
        complete: true,
        skipped: 0,
        configurations: now() > startMs + 60_000 ? [...configurations, later] : configurations,
      });
    },
    eventTitles: async () => succeeded(new Map()),
    async init(_resource, body) {
      const answer = next.shift() ?? 'accepts';
      const meanwhile = doo.duringCall;
      doo.duringCall = undefined;
      const acted = ACTS.includes(answer);
      const { event_id, webhook_configuration_id: configurationId } = body;
      const { reading } = doo;
      calls.push({
        eventId: String(event_id),
        configurationId,
        reading,
        answer,
        acted,
        atMs: now(),
      });
      meanwhile?.();
      switch (answer) {
        case 'accepts':
          return succeeded({ itemsProcessed: doo.items });
        case 'unreachable':
          return failed(dooFailure('unreachable'));
        case 'unauthorized':
          return failed(dooFailure('unauthorized', { status: 401 }));
        case 'busy':
          return failed(dooFailure('rate_limited', { status: 429, retryAfterMs: 5_000 }));
        case 'busy for a day':
          return failed(dooFailure('rate_limited', { status: 429, retryAfterMs: DAY_MS }));
        case 'refuses':
          return failed(dooFailure('refused', { status: 422 }));
        case 'fails':
        case 'fails after acting':
          return failed(dooFailure('server_error', { status: 500 }));
        case 'is lost':
        case 'is lost after acting':
          return failed(dooFailure('interrupted'));
      }
    },
  };
  const doo: FakeDoo = {
    calls,
    next,
    isMoved: false,
    isListAway: false,
    reading: 'none',
    items: ITEMS,
    isSecretAway: false,
    duringCall: undefined,
    access: {
      organizations: async () => [organization],
      organization: async () => {
        if (doo.isSecretAway) {
          // Without the secret, doo's configurations cannot be read either.
          if (doo.reading === 'none') doo.reading = 'away';
          throw new DooSecretError('doo', 'unreadable');
        }
        return organization;
      },
      clientOf: async () => client,
    },
  };
  return doo;
}
