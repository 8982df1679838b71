import { expect, it } from 'vitest';
import { frameWorks } from './frame-works.ts';

const task = (tid: number, ts: number, dur: number, tdur = dur) => ({
  name: 'ThreadControllerImpl::RunTask',
  pid: 1,
  tid,
  ts,
  dur,
  tdur,
});
const frameEnd = (ts: number) => ({ name: 'Layerize', pid: 1, tid: 7, ts, dur: 1 });

it('a frame has all processor time of its thread since the frame before', () => {
  const traceEvents = [
    task(7, 30_000, 1_000),
    task(7, 0, 2_000),
    task(7, 10_000, 9_000, 5_000),
    task(8, 11_000, 50_000),
    frameEnd(18_000),
    task(7, 31_500, 4_000),
    frameEnd(35_000),
    task(7, 40_000, 3_000),
  ];
  expect(frameWorks(JSON.stringify({ traceEvents }))).toEqual([7, 5]);
});

it('a trace without a frame has none', () => {
  expect(frameWorks(JSON.stringify({ traceEvents: [task(7, 0, 1)] }))).toEqual([]);
});
