import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod';
import { parseButtonValue } from '../../model/button-values.ts';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import type { CardClick } from './card-click.ts';

const schema = z.object({
  v: z.literal(1),
  b: z.string().max(SLACK_LIMITS.buttonValue),
  t: z.string().max(32),
  k: z.enum(['started', 'not_started']).optional(),
});

type Resolution = 'started' | 'not_started';

/**
 * Encodes what a form for a reason must know about the click that opened it, as private_metadata, version
 * 1.
 * @param value of the clicked button
 * @param resolution what is to be resolved; absent for a rejection
 */
export function writeReasonContext({
  value = '',
  cardTs,
  resolution,
}: {
  readonly value: string | undefined;
  readonly cardTs: string;
  readonly resolution?: Resolution;
}): string {
  return JSON.stringify({ v: 1, b: value, t: cardTs, k: resolution });
}

/** Decodes the context from private_metadata; `undefined` if it is not one of ours. */
export function readReasonContext(
  privateMetadata: string,
): { readonly click: CardClick; readonly resolution: Resolution | undefined } | undefined {
  const { data } = schema.safeParse(parseJson(privateMetadata));
  const facts = parseButtonValue(data?.b);
  if (data === undefined || facts === undefined) return undefined;
  return { click: { ...facts, cardTs: data.t }, resolution: data.k };
}
