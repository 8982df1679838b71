import type { DooFailure } from '@doo-repush/core/doo/failure';
import type { AskingRefusal } from '@doo-repush/core/repush/permissions';
import type { TooManyTargets } from '@doo-repush/core/repush/targets';
import type { ChannelTrouble } from './channel-trouble.ts';

/** Why a request does not reach an approver. */
export type Problem =
  | {
      readonly code: 'may_not_ask';
      readonly reason: AskingRefusal;
    }
  | { readonly code: 'channel_lost'; readonly trouble: ChannelTrouble }
  | { readonly code: 'too_many_open'; readonly limit: number }
  | {
      readonly code:
        | 'secret_unusable'
        | 'organization_unknown'
        | 'nobody_can_approve'
        | 'not_checked'
        | 'previous_unread'
        | 'nothing_left';
    }
  | {
      readonly code: 'configuration_unknown' | 'configuration_unchecked' | 'no_configurations';
      readonly organizationName: string;
    }
  | {
      readonly code: 'too_many_targets';
      readonly organizationName: string;
      readonly fault: TooManyTargets;
    }
  | {
      readonly code: 'no_hooks';
      readonly organizationName: string;
      readonly configurationName: string;
    }
  | {
      readonly code: 'doo_failed';
      readonly organizationName: string;
      readonly failure: DooFailure;
    };

/** The result of a check that failed. */
export function problem<P extends Problem>(value: P): { ok: false; problem: P } {
  return { ok: false, problem: value };
}
