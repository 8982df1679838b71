/** Callback ids of the shortcuts, as the manifest declares them. */
export const SHORTCUTS = { message: 'repush_message', global: 'repush' } as const;

/** Callback ids of the views that are submitted. */
export const VIEWS = {
  request: 'request_form',
  reject: 'reject_form',
  resolution: 'resolution_form',
} as const;

/** Action ids: of buttons on cards, and of fields that are looked up or rebuild the form. */
export const ACTIONS = {
  approve: 'approve',
  reject: 'reject',
  cancel: 'cancel',
  ask: 'ask',
  again: 'again',
  reopen: 'reopen',
  openLine: 'open_line',
  stop: 'stop',
  useLast: 'use_last',
  historyNewer: 'history_newer',
  historyOlder: 'history_older',
  dooStarted: 'doo_started',
  dooNotStarted: 'doo_not_started',
  arrived: 'arrived',
  notYet: 'not_yet',
  firstArrived: 'first_arrived',
  firstNotArrived: 'first_not_arrived',
  organization: 'organization',
  configuration: 'configuration',
  resource: 'resource',
  eventIds: 'event_ids',
  window: 'window',
  afterDate: 'after_date',
  afterTime: 'after_time',
  beforeDate: 'before_date',
  beforeTime: 'before_time',
  webhookTypes: 'webhook_types',
  rate: 'rate',
  order: 'order',
  moreOptions: 'more_options',
  reason: 'reason',
  ticket: 'ticket',
} as const;

/** The actions that have a listener of their own. */
export const ANSWERED_ACTIONS: readonly string[] = [
  ACTIONS.approve,
  ACTIONS.reject,
  ACTIONS.cancel,
  ACTIONS.ask,
  ACTIONS.again,
  ACTIONS.reopen,
  ACTIONS.openLine,
  ACTIONS.stop,
  ACTIONS.useLast,
  ACTIONS.historyNewer,
  ACTIONS.historyOlder,
  ACTIONS.dooStarted,
  ACTIONS.dooNotStarted,
  ACTIONS.arrived,
  ACTIONS.notYet,
  ACTIONS.firstArrived,
  ACTIONS.firstNotArrived,
  ACTIONS.organization,
  ACTIONS.configuration,
  ACTIONS.resource,
  ACTIONS.eventIds,
  ACTIONS.window,
  ACTIONS.moreOptions,
];
