/** Who may do what, as the settings of an installation say it. */
type Settings = Readonly<Record<string, string>>;

/** One change of rights: of a list, or of the channel whose members have them. */
export interface RightsChange {
  readonly of: 'approvers' | 'requesters' | 'channel';
  readonly sign: '+' | '-';
  /** The id of a person, a user group or a channel; `undefined` for the members of the channel. */
  readonly id: string | undefined;
}

/**
 * What a deployment would change in rights.
 * @param before the deployed settings; `undefined` where nothing is deployed
 */
export function rightsChanges(before: Settings | undefined, after: Settings): RightsChange[] {
  const listChanges = (of: 'approvers' | 'requesters', name: string, unset: Ids) => {
    const had = before === undefined ? [] : idsOf(before[name], unset);
    const has = idsOf(after[name], unset);
    return changes(of, had, has);
  };
  const channelOf = (settings: Settings | undefined) =>
    settings?.APPROVAL_CHANNEL === undefined ? [] : [settings.APPROVAL_CHANNEL];
  return [
    ...changes('channel', channelOf(before), channelOf(after)),
    ...listChanges('approvers', 'APPROVERS', []),
    ...listChanges('requesters', 'REQUESTERS', [undefined]),
  ];
}

type Ids = readonly (string | undefined)[];

/** An approvers' list that is unset names nobody, one of requesters the members of the channel. */
function idsOf(list: string | undefined, unset: Ids): Ids {
  if (list === undefined) return unset;
  return list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

function changes(of: RightsChange['of'], had: Ids, has: Ids): RightsChange[] {
  return [
    ...has.filter((id) => !had.includes(id)).map((id) => ({ of, sign: '+', id }) as const),
    ...had.filter((id) => !has.includes(id)).map((id) => ({ of, sign: '-', id }) as const),
  ];
}
