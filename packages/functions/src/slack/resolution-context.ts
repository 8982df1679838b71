import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod';
import { parseButtonValue } from './button-value.ts';
import type { AnswerClick } from './propose-answer.ts';

const schema = z.object({
  v: z.literal(1),
  b: z.string().max(2000),
  t: z.string().max(32),
  k: z.enum(['started', 'not_started']),
});

/** What the form must know that asks how somebody knows that doo did or did not start. */
export interface ResolutionContext {
  readonly click: AnswerClick;
  readonly resolution: 'started' | 'not_started';
}

/** The context as private_metadata, version 1. @param value of the button that was clicked */
export function writeResolutionContext(
  value: string,
  cardTs: string,
  resolution: ResolutionContext['resolution'],
): string {
  return JSON.stringify({ v: 1, b: value, t: cardTs, k: resolution });
}

/** The context in private_metadata; `undefined` when it is not one of ours. */
export function readResolutionContext(privateMetadata: string): ResolutionContext | undefined {
  const parsed = schema.safeParse(parseJson(privateMetadata));
  const facts = parsed.success ? parseButtonValue(parsed.data.b) : undefined;
  if (facts === undefined || !parsed.success) return undefined;
  const { t: cardTs, k: resolution } = parsed.data;
  return { click: { ...facts, cardTs }, resolution };
}
