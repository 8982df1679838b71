/** A time, and the zone that is named behind it. */
export interface InZone {
  readonly text: string;
  /** Its name, in capitals. */
  readonly zone: string;
  /** The same as the zone of an offset that never changes. */
  readonly timeZone: string;
}

/** Names that mean one offset in Europe; a POSIX zone counts hours west of Greenwich. */
const ZONES: Readonly<Record<string, string>> = {
  UTC: 'Etc/UTC',
  GMT: 'Etc/UTC',
  MEZ: 'Etc/GMT-1',
  CET: 'Etc/GMT-1',
  MESZ: 'Etc/GMT-2',
  CEST: 'Etc/GMT-2',
};
const ZONE = /\s\(?(utc|gmt|mez|cet|mesz|cest)\)?$/i;

/** Splits off the zone that a text ends with; `undefined` if it names none. */
export function zoneBehind(text: string): InZone | undefined {
  const [named = '', name = ''] = ZONE.exec(text) ?? [];
  const zone = name.toUpperCase();
  const timeZone = ZONES[zone];
  return timeZone === undefined
    ? undefined
    : { text: text.slice(0, -named.length), zone, timeZone };
}
