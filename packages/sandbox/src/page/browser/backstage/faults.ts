import type { ShownFaults, SwitchName } from '../../protocol.ts';
import { type Child, h } from '../dom.ts';
import type { Store } from '../store.ts';
import { checkbox, menu } from './controls.ts';
import { otherFaults } from './other-faults.ts';

const ENDPOINTS: readonly (readonly [id: string, label: string])[] = [
  ['init', 'Init call (the repush itself)'],
  ['oauth', 'Token'],
  ['list', 'List of configurations'],
  ['graphql', 'Event titles (GraphQL)'],
];

const LASTING: readonly (readonly [id: string, label: string])[] = [
  ['next', 'The next call only'],
  ['always', 'Every call until cleared'],
];

const AROUND: readonly (readonly [name: SwitchName, id: string, label: string])[] = [
  ['endpointFails', 'endpoint-fails', 'The customer’s endpoint answers 503'],
  ['startsTwice', 'starts-twice', 'Lambda delivers every start twice'],
  ['eventsLost', 'events-lost', 'AWS loses the event of an ended execution'],
  ['eventsLate', 'events-late', 'AWS sends that event ten minutes late'],
  ['eventsTwice', 'events-twice', 'AWS sends that event twice'],
];

/** Where faults of doo, of the customer's endpoint, of Slack and of AWS are switched on. */
export function faults(store: Store): Child {
  const { picture } = store;
  if (picture === undefined) return undefined;
  return [
    h('h2', {}, 'Break doo'),
    dooForm(store, picture.faults),
    activeFaults(store, picture.faults),
    h('h2', {}, 'Limits of doo'),
    limits(store, picture.faults.limits),
    h('h2', {}, 'Around it'),
    AROUND.map(([name, id, label]) =>
      checkbox({
        id,
        label,
        isOn: picture.faults.switches[name],
        turn: (on) => void store.act('turn', { name, on }),
      }),
    ),
    otherFaults(store),
  ];
}

function dooForm(store: Store, { presets }: ShownFaults): Child {
  const endpoint = store.ui.choices.get('endpoint') ?? 'init';
  const preset = store.ui.choices.get('preset') ?? 'status_500';
  const isUncountable = preset === 'refused';
  const lasting = isUncountable ? 'always' : (store.ui.choices.get('lasting') ?? 'next');
  const pick = (name: string) => (value: string) =>
    store.update((ui) => ui.choices.set(name, value));
  return h(
    'form',
    {
      class: 'control-form',
      attrs: { 'aria-label': 'Break doo' },
      on: {
        submit(event) {
          event.preventDefault();
          const calls = lasting === 'next' ? { calls: 1 } : {};
          void store.act('doo-fault', { endpoint, preset, ...calls });
        },
      },
    },
    menu({
      id: 'fault-endpoint',
      label: 'Call',
      options: ENDPOINTS,
      value: endpoint,
      pick: pick('endpoint'),
    }),
    menu({
      id: 'fault-preset',
      label: 'What goes wrong',
      options: presets.map((each) => [each.id, withEnd(each, endpoint, lasting)] as const),
      value: preset,
      pick: pick('preset'),
    }),
    menu({
      id: 'fault-lasting',
      label: 'For how long',
      options: isUncountable ? LASTING.slice(1) : LASTING,
      value: lasting,
      pick: pick('lasting'),
    }),
    h('button', { class: 'button primary', attrs: { type: 'submit' } }, 'Switch on'),
  );
}

/**
 * An init call's fault and the request's outcome: the product retries what doo certainly did not
 * accept.
 */
function withEnd(
  { label, end }: ShownFaults['presets'][number],
  endpoint: string,
  lasting: string,
): string {
  if (endpoint !== 'init') return label;
  const isTriedAgain = end === 'Not sent' && lasting === 'next';
  return `${label} → ${isTriedAgain ? 'Accepted at the next try' : end}`;
}

function activeFaults(store: Store, { doo: active, presets }: ShownFaults): Child {
  if (active.length === 0) {
    return h(
      'p',
      { key: 'none', class: 'empty', attrs: { role: 'status' } },
      'doo works as it should.',
    );
  }
  return h(
    'ul',
    { key: 'active', class: 'active-faults', attrs: { role: 'status' } },
    active.map(({ endpoint, preset, callsLeft }) => {
      const call = ENDPOINTS.find(([id]) => id === endpoint)?.[1] ?? endpoint;
      const what = presets.find(({ id }) => id === preset)?.label ?? preset;
      return h(
        'li',
        { key: endpoint },
        h(
          'span',
          {},
          h('strong', {}, what),
          h(
            'span',
            { class: 'hint' },
            `${call}, ${callsLeft === undefined ? 'every call' : 'next call'}`,
          ),
        ),
        h(
          'button',
          {
            class: 'button plain small',
            attrs: { type: 'button', 'aria-label': `Clear: ${what}` },
            on: { click: () => void store.act('doo-heal', { endpoint }) },
          },
          'Clear',
        ),
      );
    }),
  );
}

function limits(store: Store, now: ShownFaults['limits']): Child {
  const present = {
    perSecond: now.perSecond !== null,
    dayLeft: now.perDay === null || now.perDay > 1,
    retryAfter: now.retryAfter,
  };
  const change = (changes: Partial<typeof present>) =>
    void store.act('doo-limits', { ...present, ...changes });
  return [
    checkbox({
      id: 'limit-second',
      label: 'One call a second',
      isOn: present.perSecond,
      turn: (perSecond) => change({ perSecond }),
    }),
    checkbox({
      id: 'limit-day',
      label: 'The day’s calls are used up',
      isOn: !present.dayLeft,
      turn: (isUsedUp) => change({ dayLeft: !isUsedUp }),
    }),
    checkbox({
      id: 'limit-header',
      label: 'Send Retry-After with 429',
      isOn: present.retryAfter,
      turn: (retryAfter) => change({ retryAfter }),
    }),
    h(
      'button',
      {
        class: 'button plain small',
        attrs: { type: 'button' },
        on: { click: () => void store.act('revoke-tokens', {}) },
      },
      'Let all tokens expire',
    ),
  ];
}
