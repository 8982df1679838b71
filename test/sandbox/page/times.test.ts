import { dayHeading, fullTime, slackDate, timeOfDay } from '@doo-repush/sandbox/page/browser/times';
import { expect, onTestFinished, test, vi } from 'vitest';

const nowMs = Date.UTC(2026, 10, 23, 12, 0);
const HOUR_MS = 3_600_000;
const at = (hours: number, zone = 'Europe/Berlin') =>
  slackDate(nowMs + hours * HOUR_MS, '{date_short_pretty} {time}', nowMs, zone);

test('a date is told in the reader’s zone, near days by name', () => {
  expect(at(0)).toBe('today 13:00');
  expect(at(0, 'America/New_York')).toBe('today 07:00');
  expect(at(24)).toBe('tomorrow 13:00');
  expect(at(-24)).toBe('yesterday 13:00');
  expect(at(-13)).toBe('today 00:00');
  expect(at(-14)).toBe('yesterday 23:00');
  expect(at(72)).toBe('26 Nov 2026 13:00');
});

test('a token that is not known stays', () => {
  expect(slackDate(nowMs, '{time} {moon}', nowMs, 'UTC')).toBe('12:00 {moon}');
});

test('a thousand dates make no more formatters than one of each shape', () => {
  const made = vi.spyOn(Intl, 'DateTimeFormat');
  onTestFinished(() => made.mockRestore());
  const zone = 'Pacific/Auckland';
  const show = (atMs: number) => [
    timeOfDay(atMs, zone),
    fullTime(atMs, zone),
    dayHeading(atMs, atMs, zone),
    slackDate(atMs, '{date_num} {date_short_pretty} {time}', atMs, zone),
  ];
  show(0);
  const shapes = made.mock.calls.length;
  for (let count = 0; count < 1_000; count += 1) show(count * 60_000);
  expect(made.mock.calls.length).toBe(shapes);
});
