import type { Fault } from '../doo/api/faults.ts';
import type { FaultEnd } from './protocol.ts';

/** A fault of doo as offered to a person. */
export interface FaultPreset {
  readonly id: string;
  readonly label: string;
  readonly end: FaultEnd;
  readonly fault: Fault;
}

/** Longer than the product waits for a whole call. */
const SLOW_MS = 40_000;

/** Every fault of doo that the page offers, in display order. */
export const FAULT_PRESETS: readonly FaultPreset[] = [
  {
    id: 'status_401',
    label: '401: credentials refused',
    end: 'Refused',
    fault: { kind: 'status_401' },
  },
  { id: 'status_403', label: '403: not allowed', end: 'Refused', fault: { kind: 'status_403' } },
  { id: 'status_404', label: '404: not found', end: 'Refused', fault: { kind: 'status_404' } },
  {
    id: 'status_422',
    label: '422: invalid request',
    end: 'Refused',
    fault: { kind: 'status_422' },
  },
  {
    id: 'status_429',
    label: '429: too many calls, no Retry-After',
    end: 'Not sent',
    fault: { kind: 'status_429', scope: 'second' },
  },
  {
    id: 'status_429_retry_after',
    label: '429: too many calls, Retry-After 2 s',
    end: 'Not sent',
    fault: { kind: 'status_429', scope: 'second', retryAfter: '2' },
  },
  {
    id: 'status_429_day',
    label: '429: the day is used up',
    end: 'Not sent',
    fault: { kind: 'status_429', scope: 'day' },
  },
  { id: 'status_500', label: '500, nothing done', end: 'Unclear', fault: { kind: 'status_500' } },
  {
    id: 'status_500_acts',
    label: '500, but done all the same',
    end: 'Unclear',
    fault: { kind: 'status_500', acts: true },
  },
  { id: 'html_502', label: '502 as an HTML page', end: 'Unclear', fault: { kind: 'html_502' } },
  { id: 'html_200', label: '200 as an HTML page', end: 'Unclear', fault: { kind: 'html_200' } },
  {
    id: 'body_status_422',
    label: '200 whose body says 422',
    end: 'Refused',
    fault: { kind: 'body_status', status: 422 },
  },
  {
    id: 'body_status_500',
    label: '200 whose body says 500',
    end: 'Unclear',
    fault: { kind: 'body_status', status: 500 },
  },
  {
    id: 'truncated',
    label: 'Done, answer cut in the middle',
    end: 'Unclear',
    fault: { kind: 'truncated' },
  },
  { id: 'huge', label: 'Done, answer of 8 MB', end: 'Unclear', fault: { kind: 'huge' } },
  {
    id: 'compressed_gzip',
    label: 'Done, answer in gzip without being asked',
    end: 'Accepted',
    fault: { kind: 'compressed', coding: 'gzip' },
  },
  {
    id: 'compressed_unknown',
    label: 'Done, answer in a coding nobody knows',
    end: 'Unclear',
    fault: { kind: 'compressed', coding: 'unknown' },
  },
  {
    id: 'drifting',
    label: 'A list that lacks an entry',
    end: 'Accepted',
    fault: { kind: 'drifting', as: 'fewer' },
  },
  {
    id: 'slow',
    label: 'Done, answered after 40 s',
    end: 'Unclear',
    fault: { kind: 'slow', delayMs: SLOW_MS },
  },
  { id: 'hang', label: 'Never answered', end: 'Unclear', fault: { kind: 'hang' } },
  {
    id: 'hang_acts',
    label: 'Done, but never answered',
    end: 'Unclear',
    fault: { kind: 'hang', acts: true },
  },
  { id: 'refused', label: 'Connection refused', end: 'Not sent', fault: { kind: 'refused' } },
  {
    id: 'reset_before',
    label: 'Connection reset, nothing done',
    end: 'Unclear',
    fault: { kind: 'reset_before' },
  },
  {
    id: 'reset_after',
    label: 'Done, then connection reset',
    end: 'Unclear',
    fault: { kind: 'reset_after' },
  },
];

/** The id of the preset that equals `fault`, or the name of its kind. */
export function presetIdOf(fault: Fault): string {
  const key = keyOf(fault);
  return FAULT_PRESETS.find((preset) => keyOf(preset.fault) === key)?.id ?? fault.kind;
}

/** Faults are read back from a file, where members may be in another order. */
function keyOf(fault: Fault): string {
  return JSON.stringify(Object.entries(fault).sort(([a], [b]) => a.localeCompare(b)));
}
