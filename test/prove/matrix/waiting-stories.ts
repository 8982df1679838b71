import { factsOf } from '../../support/requests.ts';
import type { Lab, Seen } from './lab.ts';
import { type Order, toCrm } from './order.ts';
import {
  approve,
  ask,
  decide,
  HOUR_MS,
  hasEnded,
  MINUTE_MS,
  rest,
  type Story,
  storyOf,
} from './story.ts';
import { marksOf, type Watch } from './watch.ts';

/** Of a lab in which requests are reminded of, an hour after they were asked and an hour before they expire. */
const REMINDING = { REMIND_AFTER_MINUTES: '60' };

/** From the wait for the reminder until doo is called. */
function aroundReminder(calls: readonly Seen[]): readonly Seen[] {
  const from = calls.findIndex(({ detail }) => detail.includes('before reminder 1'));
  return calls.slice(
    from,
    calls.findIndex(({ operation }) => operation === 'doo init'),
  );
}

/** The approvers are reminded, and one of them approves. */
const reminded: Story = {
  ...storyOf('reminded', 'accepted', ['requested', 'approved', 'outcomes 1'], approve, {
    own: aroundReminder,
  }),
  settings: REMINDING,
  async play(lab, seen) {
    const asked = await ask(lab, seen, toCrm('41231'), 'again');
    await rest(lab, () => remindersIn(lab, seen) > 0 || hasEnded(seen), 3 * HOUR_MS);
    // A reminder that met a fault is not said again.
    const isMissing = lab.hits === 0 && remindersIn(lab, seen) === 0;
    const decided = await decide(lab, seen, approve);
    return [...asked, ...(isMissing ? ['nobody was reminded'] : []), ...decided];
  },
};

function remindersIn(lab: Lab, seen: Watch): number {
  const marks = seen.cards().flatMap((card) => marksOf(lab, card));
  return marks.filter((mark) => mark.startsWith('reminder')).length;
}

const RATE = 10;
const PACED: Order = { ...toCrm('41231', '41232', '41233'), maxRatePerMin: RATE };
/** The least pause after a call of which nobody knows how much it sends. */
const UNKNOWN_PAUSE_MS = 10 * MINUTE_MS;

/** From the first call until the second one has begun. */
function whilePaced(calls: readonly Seen[]): readonly Seen[] {
  const inits = calls.flatMap(({ operation }, index) => (operation === 'doo init' ? [index] : []));
  return calls.slice(inits[0], (inits[1] ?? 0) + 1);
}

const sentPaced = storyOf(
  'paced',
  'accepted',
  ['requested', 'approved', 'sending', 'outcomes 1'],
  approve,
  { order: PACED, own: whilePaced },
);

/** Each target is sent when doo should be done with the one before. */
const paced: Story = {
  ...sentPaced,
  // The secret is no longer kept then: it is read within the step that calls doo, which is never repeated.
  mayEndBy: ({ call, fault }) =>
    fault.kind === 'kill' && call.operation === 'secrets GetSecretValue doo' ? ['unknown'] : [],
  async play(lab, seen) {
    const played = await sentPaced.play(lab, seen);
    return [...played, ...callsAheadOfPace(seen)];
  },
};

/** Calls that came before doo had sent, at the rate, what the call before made it send. */
function callsAheadOfPace(seen: Watch): readonly string[] {
  const acted = seen.initCalls().filter((call) => call.acted);
  const card = seen.cards().at(-1);
  const outcomes = card === undefined ? [] : String(factsOf(card).outcomes ?? '').split(' ');
  return acted.slice(1).flatMap(({ atMs }, index) => {
    const before = PACED.eventIds.indexOf(String(Object(acted[index]?.body).event_id));
    const items = /^a(\d+)$/.exec(outcomes[before] ?? '')?.[1];
    const pauseMs =
      items === undefined ? UNKNOWN_PAUSE_MS : Math.ceil(Number(items) / RATE) * MINUTE_MS;
    const sinceMs = atMs - (acted[index]?.atMs ?? 0);
    return sinceMs < pauseMs ? [`target ${index + 2} was sent ${pauseMs - sinceMs} ms early`] : [];
  });
}

/** The waits that a request has beside the one for its decision. */
export const WAITING_STORIES: readonly Story[] = [reminded, paced];
