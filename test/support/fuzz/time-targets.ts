import assert from 'node:assert/strict';
import { readMessage } from '@doo-repush/core/command/message';
import { parseCommandText } from '@doo-repush/core/command/parse';
import { readSubmission } from '@doo-repush/functions/slack/form/submission/submission';
import { anyLongLine } from '../any-long-line.ts';
import { cpuMsOf } from '../cpu-time.ts';
import { submissionContext } from '../form-settings.ts';
import { type FuzzTarget, fuzzTarget } from './target.ts';

/** The CPU time allowed for reading any text that a person typed. */
const MAX_READING_CPU_MS = 50;

/** The longest text that Slack accepts in a field (Slack docs: Plain-text input element). */
const FIELD_CHARS = 3_000;
const TEXT_FIELDS = ['event_ids', 'reason', 'ticket', 'rate'];

const context = { nowMs: 1_780_000_000_000, timeZone: 'Europe/Berlin', maxRatePerMin: 100 };

function formWith(text: string): object {
  const fields = TEXT_FIELDS.map((field) => [field, { [field]: { value: text } }]);
  const option = (value: string) => ({ selected_option: { value } });
  return {
    ...Object.fromEntries(fields),
    organization: { organization: option(text) },
    resource: { resource: option('orders') },
    'configuration:5101': { configuration: option(text) },
    'webhook_types:orders': {
      webhook_types: { selected_options: text.split(' ').map((value) => ({ value })) },
    },
    window: { window: option('everything') },
  };
}

function inTime(read: (text: string) => void): (text: string) => Promise<void> {
  return async (text) => {
    const cpuMs = await cpuMsOf(() => read(text), MAX_READING_CPU_MS);
    const shape = JSON.stringify(text.slice(0, 60));
    assert.ok(cpuMs < MAX_READING_CPU_MS, `${shape}… took ${cpuMs.toFixed(0)} ms of a processor`);
  };
}

/** Parses a command line. Throws if that exceeds the allowed time. */
export const readLineInTime = inTime((text) => void parseCommandText(text, context));

/** Every parser of typed text, with texts of the greatest length. */
export const timeTargets: readonly FuzzTarget[] = [
  fuzzTarget('a command line of 4,000 characters', anyLongLine, readLineInTime),
  fuzzTarget(
    'a message of 12,000 characters',
    anyLongLine.map((line) => line.repeat(3)),
    inTime((text) => void readMessage(text, undefined, context)),
  ),
  fuzzTarget(
    'a form whose fields are full',
    anyLongLine,
    inTime((text) => void readSubmission(formWith(text.slice(0, FIELD_CHARS)), submissionContext)),
  ),
];
