import type { Entries, PickedTime } from '../driver.ts';

/** A request that the demo plays. */
export interface Scenario {
  /** How the transcript describes what the requester does in the form. */
  readonly told: string;
  readonly organization: string;
  /** The text typed to find the configuration. */
  readonly query: string;
  /** Everything entered except the organization. */
  readonly entries: Entries;
}

const HOUR_MS = 3_600_000;

/** The time zone in which the sandbox's doo interprets its times. */
const DOO_TIME_ZONE = 'Europe/Berlin';

/** The names that `--scenario` takes. */
export const SCENARIO_NAMES = ['default', 'outage', 'all-configurations'] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

export function isScenarioName(text: string): text is ScenarioName {
  return SCENARIO_NAMES.some((name) => name === text);
}

/** @param nowMs the present, from which windows are measured */
export function scenarioOf(name: ScenarioName, nowMs: number): Scenario {
  const configuration = 'CRM production';
  const acme = { organization: 'Acme', query: 'CRM' };
  if (name === 'all-configurations')
    return {
      told: 'asks for the orders of one event, to all three systems of the organization',
      organization: 'Initech',
      query: '',
      entries: {
        configuration: 'All systems',
        eventIds: '63001',
        window: { kind: 'everything' },
        reason: 'The network was down, and all systems missed the orders',
      },
    };
  if (name === 'default')
    return {
      told: 'asks for the orders of one event',
      ...acme,
      entries: {
        configuration,
        eventIds: '41231',
        window: { kind: 'everything' },
        reason: 'The CRM was down on Friday night',
      },
    };
  return {
    ...acme,
    told: 'asks for three events, two days up to an hour ago, new and cancelled orders only',
    entries: {
      configuration,
      eventIds: '41231, 41232, 41233',
      window: {
        kind: 'between',
        after: picked(nowMs - 48 * HOUR_MS),
        before: picked(nowMs - HOUR_MS),
      },
      webhookTypes: ['order_created', 'order_cancelled'],
      maxRatePerMin: 60,
      reason: 'The CRM lost what it received during its outage',
      ticket: 'SUP-4411',
    },
  };
}

/** An instant in the format of the form's pickers. */
function picked(atMs: number): PickedTime {
  const format = { timeZone: DOO_TIME_ZONE, dateStyle: 'short', timeStyle: 'short' } as const;
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', format).format(atMs).split(' ');
  return { date, time };
}
