import * as z from 'zod';

/** An event of Chromium's trace; times are in microseconds (Trace Event Format). */
const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number().default(0),
      dur: z.number().default(0),
      tdur: z.number().optional(),
    }),
  ),
});

type TraceEvent = z.infer<typeof traceSchema>['traceEvents'][number];

/** One whole turn of a thread's event loop. */
const TASK = 'ThreadControllerImpl::RunTask';
/** The last step of a frame on the main thread. */
const FRAME_END = 'Layerize';

/**
 * The work of the page's main thread for each frame that it painted, in milliseconds of processor time: all of its
 * tasks since the frame before.
 */
export function frameWorks(trace: string): number[] {
  const { traceEvents } = traceSchema.parse(JSON.parse(trace));
  const ends = traceEvents.filter(({ name }) => name === FRAME_END);
  const isOfPage = (event: TraceEvent) => event.pid === ends[0]?.pid && event.tid === ends[0]?.tid;
  const tasks = traceEvents
    .filter((event) => event.name === TASK && isOfPage(event))
    .sort((a, b) => a.ts - b.ts);
  const works: number[] = [];
  let workMs = 0;
  for (const { ts, dur, tdur = dur } of tasks) {
    workMs += tdur / 1_000;
    if (!ends.some((end) => end.ts >= ts && end.ts <= ts + dur)) continue;
    works.push(workMs);
    workMs = 0;
  }
  return works;
}
