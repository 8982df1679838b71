import type { Plan } from './lab.ts';
import { READINGS, type Reading } from './readings.ts';
import { insist, type Story } from './story.ts';
import type { Watch } from './watch.ts';

/** The first answer to a command whose second one comes later. */
const IS_PROMISE = /^Searching requests|^Exporting/;

/** Somebody reads the ledger until it has been shown whole. */
function storyOf(reading: Reading): Story {
  const { name, ask, count, shown, expected } = reading;
  const seenUntil = new WeakMap<Watch, number>();
  return {
    name,
    end: 'told',
    marks: [],
    mayAlsoEnd: [],
    own: (calls) => calls,
    play(lab, seen) {
      const before = count(lab);
      seenUntil.set(seen, before);
      return insist(
        lab,
        seen,
        name,
        () => ask(lab),
        () => shown(lab, before) !== undefined,
      );
    },
    judge(lab, seen, plan) {
      const references = shown(lab, seenUntil.get(seen) ?? 0);
      const untrue = [
        ...(seen.cards().length > 0 ? ['a card was posted'] : []),
        ...(seen.executions().length > 0 ? ['a request was started'] : []),
        ...otherwise(references, expected(lab)),
      ];
      const sentTwice = seen.initCalls().length > 0 ? ['doo was asked to send'] : [];
      return {
        sentTwice,
        lost: [...(references ? [] : ['never shown']), ...broken(seen, plan)],
        untrue,
      };
    },
  };
}

function otherwise(shown: readonly string[] | undefined, expected: readonly string[]) {
  if (shown === undefined || shown.join() === expected.join()) return [];
  const missing = expected.filter((reference) => !shown.includes(reference));
  return [`${shown.length} of ${expected.length} shown, without ${missing.join(', ')}`];
}

/** Every promise is followed by what was promised, or by the word that it failed. */
function broken(seen: Watch, plan: Plan | undefined): readonly string[] {
  if (plan !== undefined && mayStaySilent(plan)) return [];
  const promises = seen.told().filter((text) => IS_PROMISE.test(text)).length;
  const others = seen.told().length - promises;
  return promises > others ? [`${promises - others} of ${promises} promises were not kept`] : [];
}

/** A peer that is needed to tell anything, and is away for as long as it is tried. */
function mayStaySilent({ lasts }: Plan): boolean {
  return lasts;
}

/** What people read of the ledger. */
export const READING_STORIES: readonly Story[] = READINGS.map(storyOf);
