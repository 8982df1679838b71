import type { TargetResult } from '@doo-repush/core/repush/outcome';
import { isEmpty } from '../../messages/card/first-text.ts';
import { askedPerson } from '../../messages/card/follow-up-text.ts';
import type { Card } from '../../model/card.ts';
import type { FirstState } from '../../model/request-state.ts';
import type { Line } from '../../model/transition.ts';
import type { MarkedLine } from '../channel/writer.ts';
import type { Run } from '../context.ts';
import { awaitFirst, type FirstEnd } from './first-arrived.ts';
import { type Hindrance, hindranceOf } from './hindrance.ts';
import type { BeforeRest } from './send-targets.ts';
import type { StopWatch } from './stop-watch.ts';

export interface RestGate {
  readonly stop: StopWatch;
  /** The card that is being sent, with the button of the present callback. */
  readonly cardOf: (results: readonly TargetResult[], first?: FirstState) => Card;
  /** Lines about clicks that did not count, since the last time. */
  readonly refusals: () => readonly MarkedLine[];
  /** What keeps the rest back although the first target arrived, and whether it could be read. */
  readonly found: (hindrance: Hindrance) => void;
}

/**
 * One first: asks whether the first target's webhooks arrived, on the card and in its thread, and looks once
 * more before the rest is sent.
 */
export function createBeforeRest(
  run: Run,
  { stop, cardOf, refusals, found }: RestGate,
): BeforeRest {
  const { durable, deps, writer, request } = run;

  return async (result) => {
    const nothing = isEmpty([result]) ? { isEmpty: true } : {};
    let isAsked = false;
    const show = async (name: string, first: FirstState) => {
      const card = cardOf([result], first);
      // Without its buttons nobody can let the rest follow.
      if (first.kind === 'asked') await writer.showSurely(name, card);
      else await writer.show(name, card, 'twice');
      for (const { mark, line } of refusals()) await writer.line(mark, line, card, 'brief');
      if (first.kind === 'awaited' || isAsked) return;
      isAsked = true;
      const { untilMs } = first;
      const line = { kind: 'first_asked', asks: askedPerson(card), untilMs, ...nothing } as const;
      await writer.line('first asked', line, card);
    };
    const { maxRatePerMin } = request;
    const end = await awaitFirst(durable, result, { stop, maxRatePerMin, now: deps.now, show });
    const card = cardOf([result]);
    const line = lineOf(end, nothing);
    if (line !== undefined) await writer.line('first answered', line, card, 'brief');
    if (end.kind === 'ended') return end;
    await writer.show('show first arrived', card, 'brief');
    const hindrance = await hindranceOf(run, card, end.atMs, true);
    found(hindrance);
    if (hindrance.notAsked === undefined) return end;
    return { kind: 'ended', notAsked: hindrance.notAsked, atMs: hindrance.atMs };
  };
}

/** A stop has a line of its own, and what doo did not accept is told with the outcomes. */
function lineOf(end: FirstEnd, nothing: { readonly isEmpty?: boolean }): Line | undefined {
  const { atMs, by } = end;
  if (end.kind === 'arrived') return { kind: 'first_arrived', by: end.by, atMs, ...nothing };
  if (by !== undefined) return { kind: 'first_not_arrived', by, atMs };
  return end.notAsked === 'not_confirmed' ? { kind: 'first_not_confirmed', atMs } : undefined;
}
