import { type Child, h } from '../dom.ts';
import type { Store } from '../store.ts';
import { menu } from './controls.ts';

const SLACK_METHODS = [
  '*',
  'chat.postMessage',
  'chat.update',
  'views.open',
  'views.update',
  'users.info',
  'conversations.members',
  'conversations.history',
  'usergroups.users.list',
].map((name) => [name, name === '*' ? 'Any method' : name] as const);

const SLACK_FAULTS = [
  ['ratelimited', '429: too many calls'],
  ['http_500', '500'],
  ['hang', 'Never answered'],
  ['reset_before', 'Reset, nothing done'],
  ['reset_after', 'Done, then reset'],
] as const;

const AWS_OPERATIONS = [
  'Invoke',
  'SendDurableExecutionCallbackSuccess',
  'CheckpointDurableExecution',
  'GetDurableExecution',
  'GetDurableExecutionState',
  'GetSecretValue',
].map((name) => [name, name] as const);

const AWS_FAULTS = [
  ['refused', 'Connection cut, nothing done'],
  ['lost', 'Done, answer lost'],
  ['500', '500'],
  ['throttle', 'Too many calls'],
  ['hang', 'Never answered'],
] as const;

/** Faults of Slack's API and of AWS, each affecting the next call. */
export function otherFaults(store: Store): Child {
  const choice = (name: string, first: string) => store.ui.choices.get(name) ?? first;
  const pick = (name: string) => (value: string) =>
    store.update((ui) => ui.choices.set(name, value));
  const method = choice('slack-method', 'chat.update');
  const slackFault = choice('slack-fault', 'ratelimited');
  const operation = choice('aws-operation', 'Invoke');
  const awsFault = choice('aws-fault', '500');
  return h(
    'details',
    { key: 'other-faults' },
    h('summary', {}, 'Faults of Slack and AWS'),
    h('p', { class: 'hint' }, 'Each meets the next call. Some show only in how long things take.'),
    menu({
      id: 'slack-method',
      label: 'Slack method',
      options: SLACK_METHODS,
      value: method,
      pick: pick('slack-method'),
    }),
    menu({
      id: 'slack-fault',
      label: 'What goes wrong',
      options: SLACK_FAULTS,
      value: slackFault,
      pick: pick('slack-fault'),
    }),
    armButton('Switch on for Slack', () =>
      store.act('slack-fault', { method, fault: slackFault, times: 1 }),
    ),
    menu({
      id: 'aws-operation',
      label: 'AWS operation',
      options: AWS_OPERATIONS,
      value: operation,
      pick: pick('aws-operation'),
    }),
    menu({
      id: 'aws-fault',
      label: 'What goes wrong',
      options: AWS_FAULTS,
      value: awsFault,
      pick: pick('aws-fault'),
    }),
    armButton('Switch on for AWS', () =>
      store.act('aws-fault', { operation, fault: awsFault, times: 1 }),
    ),
    armButton('Clear those of Slack and AWS', () => store.act('clear-next', {})),
  );
}

function armButton(label: string, arm: () => Promise<object | undefined>): Child {
  return h(
    'button',
    {
      key: label,
      class: 'button plain small',
      attrs: { type: 'button' },
      on: { click: () => void arm() },
    },
    label,
  );
}
