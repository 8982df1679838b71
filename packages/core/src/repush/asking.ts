import type { Standing } from './decision.ts';

export type AskingVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'not_listed' | Exclude<Standing, 'member'> };

/**
 * Who may ask: a full member of the workspace who is on the list of requesters.
 * @param isRequester `undefined` when nobody could say, which counts as no
 */
export function judgeAsking(standing: Standing, isRequester: boolean | undefined): AskingVerdict {
  if (standing !== 'member') return { allowed: false, reason: standing };
  if (isRequester === undefined) return { allowed: false, reason: 'unverifiable' };
  return isRequester ? { allowed: true } : { allowed: false, reason: 'not_listed' };
}
