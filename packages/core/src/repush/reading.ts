import type { Standing } from './decision.ts';

export type ReadingVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'not_listed' | Exclude<Standing, 'member'> };

/**
 * Who may read the ledger: a full member of the workspace who may ask or approve.
 * @param isRequester `undefined` when nobody could say, which counts as no
 * @param isApprover likewise
 */
export function judgeReading(
  standing: Standing,
  isRequester: boolean | undefined,
  isApprover: boolean | undefined,
): ReadingVerdict {
  if (standing !== 'member') return { allowed: false, reason: standing };
  if (isRequester === true || isApprover === true) return { allowed: true };
  const isUnsure = isRequester === undefined || isApprover === undefined;
  return { allowed: false, reason: isUnsure ? 'unverifiable' : 'not_listed' };
}
