import { METADATA } from '@doo-repush/functions/ledger/event-types';
import type { SlackMessage } from '@doo-repush/functions/ledger/ledger-card';
import * as z from 'zod';

const scalarsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const lineSchema = z.object({
  v: z.literal(1),
  execution: z.string(),
  line: z.string(),
  kind: z.string(),
  n: z.number(),
  state: z.string(),
  at: z.number().optional(),
  by: z.string().optional(),
  reason: z.string().optional(),
});
type Scalars = z.infer<typeof scalarsSchema>;

interface Found {
  readonly line: z.infer<typeof lineSchema>;
  readonly scalars: Scalars;
}

/** A transition according to its line; times are seconds since the epoch. */
export interface Transition {
  readonly number: number;
  readonly kind: string;
  readonly state: string;
  readonly by?: string;
  readonly at?: number;
  readonly reason?: string;
}

/** A request according to its thread alone. */
export interface Replayed {
  /** In chronological order. */
  readonly transitions: readonly Transition[];
  /** The state after the last transition: the state fields of the metadata. */
  readonly present: Readonly<Scalars>;
}

/** The fields about the line itself and its transition; all others are state. */
const OF_THE_LINE: readonly string[] = [
  ...['v', 'execution', 'line', 'n', 'kind', 'at', 'by', 'reason'],
  ...['targets', 'left', 'from', 'ended', 'configuration_ids'],
];

/**
 * Replays one execution from the messages of its thread, in any order. Only our own bot's lines count, each
 * mark once.
 * @returns `undefined` if there is no line of the execution
 */
export function replay(
  messages: readonly SlackMessage[],
  botId: string,
  execution: string,
): Replayed | undefined {
  const found = new Map<string, Found>();
  for (const { bot_id: author, metadata } of messages) {
    if (author !== botId || metadata?.event_type !== METADATA.line) continue;
    const scalars = scalarsSchema.safeParse(metadata.event_payload).data;
    const line = lineSchema.safeParse(scalars).data;
    if (scalars === undefined || line?.execution !== execution) continue;
    if (!found.has(line.line)) found.set(line.line, { line, scalars });
  }
  const ordered = [...found.values()].toSorted((one, other) => one.line.n - other.line.n);
  const last = ordered.at(-1);
  if (last === undefined) return undefined;
  return {
    transitions: ordered.map(({ line: { n, kind, state, by, at, reason } }) => ({
      number: n,
      kind,
      state,
      ...(by !== undefined && { by }),
      ...(at !== undefined && { at }),
      ...(reason !== undefined && { reason }),
    })),
    present: Object.fromEntries(
      Object.entries(last.scalars).filter(([name]) => !OF_THE_LINE.includes(name)),
    ),
  };
}
