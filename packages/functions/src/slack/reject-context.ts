import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod';
import { parseButtonValue } from './button-value.ts';
import type { CardClick } from './propose-decision.ts';

const schema = z.object({ v: z.literal(1), b: z.string().max(2000), t: z.string().max(32) });

/** What the reject form must know of the card it came from, as private_metadata, version 1. */
export function writeRejectContext(value: string, ts: string): string {
  return JSON.stringify({ v: 1, b: value, t: ts });
}

/** The click in a reject form's private_metadata; `undefined` when it is not one of ours. */
export function readRejectContext(privateMetadata: string): CardClick | undefined {
  const parsed = schema.safeParse(parseJson(privateMetadata));
  const facts = parsed.success ? parseButtonValue(parsed.data.b) : undefined;
  return facts && parsed.data && { ...facts, ts: parsed.data.t };
}
