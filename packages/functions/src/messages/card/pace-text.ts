import { type CheckedRequest, targetsOfChecked } from '../../model/checked-request.ts';

/** How fast, and in which order; `undefined` for a request that leaves both to doo. */
export function paceWords(checked: CheckedRequest, unit = 'a minute'): string | undefined {
  const { maxRatePerMin } = checked.request;
  const order = orderWords(checked);
  const words = [
    ...(maxRatePerMin === undefined ? [] : [`${maxRatePerMin} ${unit}`]),
    ...(order === undefined ? [] : [order]),
  ];
  return words.length === 0 ? undefined : words.join(', ');
}

function orderWords(checked: CheckedRequest): string | undefined {
  const { maxRatePerMin, order } = checked.request;
  const calls = targetsOfChecked(checked).length;
  if (calls < 2) return undefined;
  if (order === 'one_first') return 'one first, then the rest after a yes';
  if (order === 'at_once') return `all ${calls} calls at once`;
  return order === undefined && maxRatePerMin === undefined ? undefined : `${calls} calls in turn`;
}

/** All at once: the rate holds for each call, so together they may send more than it. */
export function atOnceWords(checked: CheckedRequest): readonly string[] {
  const { maxRatePerMin, order } = checked.request;
  const calls = targetsOfChecked(checked).length;
  if (order !== 'at_once' || maxRatePerMin === undefined || calls < 2) return [];
  return [`*All at once*: up to ${calls * maxRatePerMin} webhooks a minute together`];
}
