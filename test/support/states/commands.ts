import type { DecisionKind } from '@doo-repush/core/repush/decision';
import fc from 'fast-check';
import { WRITE_FAULTS } from './fake-channel.ts';
import { INIT_ANSWERS } from './fake-doo.ts';
import { ADA, type Counted, MAY, mayDecide, mayStop, PEOPLE, type Person, take } from './model.ts';
import { brokenPromises } from './truth.ts';
import { pass, settle } from './world.ts';
import type { World } from './world-parts.ts';

type Command = fc.AsyncCommand<object, World>;

/** A command with a description. All promises are checked after it. */
function command(name: string, act: (world: World) => unknown): Command {
  return {
    check: () => true,
    async run(_model, world) {
      await act(world);
      await settle(world);
      const broken = brokenPromises(world);
      if (broken.length > 0) throw new Error(`${name}: ${broken.join('; ')}`);
    },
    toString: () => name,
  };
}

const person = fc.constantFrom(...PEOPLE);
const decision = fc.constantFrom<DecisionKind>('approved', 'rejected', 'cancelled');

/** Completes the open callback, bypassing the slack function and its early checks. */
export function propose(proposed: Counted, times: number): Command {
  const name = `${proposed.by} ${proposed.decision}${times > 1 ? ` ${times} times at once` : ''}`;
  return command(name, (world) => {
    const { execution, clock, model, directory } = world;
    const open = execution.openCallback();
    if (open === undefined || !open.name.startsWith('decision')) return;
    const reason = proposed.decision === 'rejected' ? { reason: 'Not now' } : {};
    const result = JSON.stringify({ v: 1, ...proposed, ...reason });
    const taken = Array.from({ length: times }, () => execution.complete(open.callbackId, result));
    if (taken.filter(Boolean).length > 1) throw new Error('AWS took more than one completion');
    if (taken[0] !== true || isAskedOnceMore(world, proposed)) return;
    take(model, directory, proposed, clock.nowMs);
    if (model.counted === proposed) world.doo.reading = 'none';
  });
}

/**
 * The first approval after another request for the same was approved does not count; from then on the card
 * mentions that request.
 */
function isAskedOnceMore({ ledger, model, directory, clock }: World, proposed: Counted): boolean {
  const { decision, by } = proposed;
  const isApproved = ledger.rival?.decidedAtMs !== undefined && ledger.rival.state !== 'cancelled';
  if (!isApproved || ledger.isAway || model.isRivalKnown || decision !== 'approved') return false;
  if (model.counted !== undefined || clock.nowMs >= model.expiresAtMs) return false;
  model.isRivalKnown = mayDecide(directory, decision, by);
  return model.isRivalKnown;
}

/** The most frequent command, so that sequences get as far as sending. */
const approval = fc.constantFrom(ADA, MAY).map((by) => propose({ decision: 'approved', by }, 1));

/** Stops the rest, if there is anything to stop. */
export function stop({ execution, model, directory, doo }: World, by: Person): void {
  const open = execution.openCallback();
  if (open === undefined || !open.name.startsWith('stop')) return;
  const taken = execution.complete(open.callbackId, JSON.stringify({ v: 1, stop: true, by }));
  if (taken && mayStop(directory, by)) model.callsAtStop ??= doo.calls.length;
}

/** Answers a question of the follow-up, open or not. */
export function answer(by: Person, answered: Answered): Command {
  const said = 'arrival' in answered ? answered.arrival : answered.resolution;
  return command(`${by} says ${said}`, ({ execution, model }) => {
    const open = execution.openCallback();
    if (open === undefined || !open.name.startsWith('follow-up')) return;
    const about = 'arrival' in answered ? 'arrival' : 'resolution';
    const reason = about === 'resolution' ? { reason: 'Seen in doo' } : {};
    const taken = execution.complete(
      open.callbackId,
      JSON.stringify({ v: 1, ...answered, by, ...reason }),
    );
    if (taken) model.proposedAnswer = { about, said, by };
  });
}

/** Says whether the first target arrived, at any time while the request is sent. */
export function answerFirst(by: Person, first: 'arrived' | 'not_arrived'): Command {
  return command(`${by} says first ${first}`, ({ execution, model }) => {
    const open = execution.openCallback();
    if (open === undefined || !open.name.startsWith('stop')) return;
    const taken = execution.complete(open.callbackId, JSON.stringify({ v: 1, first, by }));
    if (taken) model.proposedAnswer = { about: 'arrival', said: `first ${first}`, by };
  });
}

type Answered =
  | { readonly arrival: 'arrived' | 'not_yet' }
  | { readonly resolution: 'started' | 'not_started' };
const answered = fc.constantFrom<Answered>(
  { arrival: 'arrived' },
  { arrival: 'not_yet' },
  { resolution: 'started' },
  { resolution: 'not_started' },
);

const garbage = fc.constantFrom(
  '',
  'null',
  '{}',
  '{"v":2,"decision":"approved","by":"U0ADA"}',
  '[',
);

/** Everything that people, peers and time can do to one request. */
export const COMMANDS: fc.Arbitrary<Command>[] = [
  approval,
  approval,
  fc
    .record({ decision, by: person, times: fc.constantFrom(1, 1, 1, 3) })
    .map(({ times, ...proposed }) => propose(proposed, times)),
  person.map((by) => command(`${by} stops the rest`, (world) => stop(world, by))),
  person.map((by) =>
    command(`${by} stops the rest during the next call`, (world) => {
      world.doo.duringCall = () => stop(world, by);
    }),
  ),
  fc.tuple(person, answered).map(([by, what]) => answer(by, what)),
  fc.tuple(fc.constantFrom(ADA, MAY), answered).map(([by, what]) => answer(by, what)),
  fc
    .record({ by: person, first: fc.constantFrom('arrived', 'arrived', 'not_arrived') })
    .map(({ by, first }) => answerFirst(by, first as 'arrived' | 'not_arrived')),
  garbage.map((text) =>
    command(`a callback result ${JSON.stringify(text)}`, ({ execution, model }) => {
      const open = execution.openCallback();
      if (open === undefined) return;
      const isDecision = open.name.startsWith('decision');
      if (execution.complete(open.callbackId, text) && isDecision) model.refused += 1;
    }),
  ),
  fc
    .constantFrom(1_000, 60_000, 3_600_000, 23 * 3_600_000, 25 * 3_600_000)
    .map((ms) => command(`${ms / 1000} s pass`, (world) => pass(world, ms))),
  fc
    .record({
      checkpoint: fc.integer({ min: 1, max: 30 }),
      when: fc.constantFrom('before', 'after'),
    })
    .map(({ checkpoint, when }) =>
      command(`dies ${when} checkpoint ${checkpoint}`, ({ execution }) =>
        execution.killAt(checkpoint, when as 'before' | 'after'),
      ),
    ),
  fc
    .array(fc.constantFrom(...INIT_ANSWERS), { minLength: 1, maxLength: 5 })
    .map((answers) =>
      command(`doo ${answers.join(', then ')}`, ({ doo }) => doo.next.push(...answers)),
    ),
  fc
    .array(fc.constantFrom(...WRITE_FAULTS), { minLength: 1, maxLength: 4 })
    .map((faults) =>
      command(`Slack: ${faults.join(', then ')}`, ({ slack }) => slack.next.push(...faults)),
    ),
  fc.boolean().map((isAway) =>
    command(`Slack ${isAway ? 'cannot' : 'can'} say who is who`, ({ directory }) => {
      directory.isAway = isAway;
    }),
  ),
  fc.boolean().map((isMoved) =>
    command(`a configuration is ${isMoved ? 'another system' : 'as it was'}`, ({ doo }) => {
      doo.isMoved = isMoved;
    }),
  ),
  fc.boolean().map((isAway) =>
    command(`doo ${isAway ? 'does not list' : 'lists'} its configurations`, ({ doo }) => {
      doo.isListAway = isAway;
    }),
  ),
  fc.boolean().map((isAway) =>
    command(`the ledger ${isAway ? 'cannot' : 'can'} be read`, ({ ledger }) => {
      ledger.isAway = isAway;
    }),
  ),
  fc.constantFrom('waiting', 'sending', 'accepted', 'cancelled').map((state) =>
    command(`a request for the same is ${state}`, ({ ledger, clock }) => {
      const isOver = ledger.rival?.decidedAtMs !== undefined && ledger.rival.state !== 'sending';
      if (isOver) return;
      const decidedAtMs = ledger.rival?.decidedAtMs ?? clock.nowMs;
      ledger.rival = { state, decidedAtMs: state === 'waiting' ? undefined : decidedAtMs };
    }),
  ),
  fc.boolean().map((isAway) =>
    command(`the doo secret ${isAway ? 'cannot' : 'can'} be read`, ({ doo }) => {
      doo.isSecretAway = isAway;
    }),
  ),
  fc
    .record({ who: person, list: fc.constantFrom('approvers', 'members') })
    .map(({ who, list }) =>
      command(`${who} leaves or joins the ${list}`, ({ directory }) =>
        toggle(directory[list as 'approvers' | 'members'], who),
      ),
    ),
];

function toggle(set: Set<Person>, who: Person): void {
  if (!set.delete(who)) set.add(who);
}
