import type { RepushRequest } from '@doo-repush/core/repush/request';
import { readWindow, type WindowContext } from '@doo-repush/core/repush/window';
import type { WindowFacts } from '../../model/checked-request.ts';

/** When a request's window is, in instants, with what is to be said about it. */
export function windowFacts({ window }: RepushRequest, context: WindowContext): WindowFacts {
  const { timeZone } = context;
  const { after, before } = window ?? {};
  const sides = { ...(after !== undefined && { after }), ...(before !== undefined && { before }) };
  const reading = readWindow(sides, context);
  if (!reading.ok)
    return {
      timeZone,
      notes: Object.values(reading.faults).filter((fault) => fault !== undefined),
    };
  const { afterMs, beforeMs, notes } = reading;
  return {
    timeZone,
    ...(afterMs !== undefined && { afterMs }),
    ...(beforeMs !== undefined && { beforeMs }),
    notes,
  };
}
