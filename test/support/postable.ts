import { SLACK_LIMITS } from '@doo-repush/functions/model/slack-limits';
import { exceedsMessageBudget } from '@doo-repush/sandbox/slack/blocks/budget';
import { messageFaults, viewFaults } from '@doo-repush/sandbox/slack/blocks/validate';
import { isJsonObject, type JsonValue } from '@doo-repush/sandbox/slack/json';
import { expect } from 'vitest';

/** Our own builders' markup in angle brackets; any other is untrusted. */
const OWN_MARKUP =
  /<@[UW][A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>|<!date\^\d+\^(?:\{date_short_pretty\} \{time\}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC|\{date_short_pretty\}\|\d{4}-\d\d-\d\d|\{time\}\|\d\d:\d\d UTC)>|<#[CG][A-Z0-9]+>|<https:\/\/[^\s|<>]+(?:\|[^<>]+)?>/g;

/** An ID that no test uses for a person: as a mention it can only come from untrusted text. */
export const INJECTED_MENTION = '<@U0INJECTED>';

/** Expects a message that Slack accepts, within its limits and our budget, and that reads as a sentence. */
export function expectPostable(message: { text: string; blocks: readonly object[] }): void {
  const blocks = asJson(message.blocks);
  expect(messageFaults(blocks)).toEqual([]);
  expect(exceedsMessageBudget(blocks)).toBe(false);
  expect(textsIn(blocks).reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(
    SLACK_LIMITS.blocksText,
  );
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(SLACK_LIMITS.blocksJson);
  expect(message.text).toMatch(/^\S.*[.)\dA-F]$/su);
  expectHarmless(message.text);
  for (const text of textsIn(blocks)) if (text.type === 'mrkdwn') expectHarmless(text.text);
  for (const text of textsIn(blocks)) {
    expect(text.text.isWellFormed()).toBe(true);
    if (text.type === 'mrkdwn') expect(text.verbatim).toBe(true);
  }
}

/** The same for a message that is edited later. */
export function expectEditable(message: { text: string; blocks: readonly object[] }): void {
  expectPostable(message);
  expect(Buffer.byteLength(message.text)).toBeLessThanOrEqual(SLACK_LIMITS.textBytes);
}

/** Expects a modal that Slack accepts. */
export function expectOpenable(view: object): void {
  expect(viewFaults(asJson(view), 'modal')).toEqual([]);
  expect(JSON.stringify(view).length).toBeLessThan(250_000);
}

interface FoundText {
  readonly type: string;
  readonly text: string;
  readonly verbatim: boolean;
}

/** Every text object in a JSON value. */
export function textsIn(value: JsonValue): FoundText[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isJsonObject(value)) return [];
  const { type, text, verbatim } = value;
  if (typeof text === 'string') return [{ type: String(type), text, verbatim: verbatim === true }];
  return Object.values(value).flatMap(textsIn);
}

/** Everything that a person reads in a message. */
export function wordsOf(message: { blocks: readonly object[] }): string {
  return textsIn(asJson(message.blocks))
    .map(({ text }) => text)
    .join('\n');
}

/** A value as serialized to JSON. */
export function asJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value));
}

/** Markup that untrusted text must not bring into mrkdwn: mentions, links, directional characters. */
export function foreignMarkupIn(text: string): readonly string[] {
  const foreign = text.replaceAll(OWN_MARKUP, '');
  return [
    ...(text.includes(INJECTED_MENTION) ? [INJECTED_MENTION] : []),
    ...(foreign.match(/[<>]|&(?!amp;|lt;|gt;)/g) ?? []),
    ...(foreign.match(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu) ?? []).map(
      (found) => `U+${found.codePointAt(0)?.toString(16)}`,
    ),
  ];
}

function expectHarmless(text: string): void {
  expect(foreignMarkupIn(text)).toEqual([]);
}
