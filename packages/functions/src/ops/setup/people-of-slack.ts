import type { WebClient } from '@slack/web-api';
import { plainForeign } from '../../runtime/text.ts';
import { UNPAID_GROUPS } from '../../slack-api/directory.ts';
import { slackErrorName } from '../../slack-api/errors.ts';
import type { StageFile } from '../stage/schema.ts';
import type { Read } from './prompts.ts';
import { SetupError } from './setup-error.ts';

/** A person or a user group, as the file of a stage has it. */
type Named = StageFile['approvers'][number];

interface Listed extends Named {
  /** Everything that somebody may call it, folded. */
  readonly words: readonly string[];
}

const PAGE_SIZE = 200;
/** Of users.list, which Slack lets be called about 20 times a minute. */
const MOST_PAGES = 50;
const MOST_NAMES = 50;

/** Everybody who can be given a right: user groups, and full members of the workspace. @throws SetupError */
export async function listPeople(client: WebClient): Promise<readonly Listed[]> {
  try {
    return [...(await listGroups(client)), ...(await listMembers(client))];
  } catch (error) {
    throw new SetupError(
      `Slack does not list the people of the workspace (${slackErrorName(error)})`,
      'Run the setup again in a minute.',
    );
  }
}

async function listGroups(client: WebClient): Promise<Listed[]> {
  try {
    const { usergroups = [] } = await client.usergroups.list({});
    return usergroups.flatMap(({ id, name = '', handle = '' }) =>
      id === undefined ? [] : [listed(id, name || handle, [name, handle])],
    );
  } catch (error) {
    if (UNPAID_GROUPS.includes(slackErrorName(error))) return [];
    throw error;
  }
}

async function listMembers(client: WebClient): Promise<Listed[]> {
  const found: Listed[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await client.users.list({ limit: PAGE_SIZE, ...(cursor && { cursor }) });
    for (const { id, name = '', real_name: realName = '', profile, ...user } of answer.members ??
      []) {
      const isMember =
        !user.deleted &&
        !user.is_bot &&
        !user.is_restricted &&
        Reflect.get(user, 'is_stranger') !== true;
      if (id === undefined || !isMember || id === 'USLACKBOT') continue;
      found.push(listed(id, realName || name, [name, realName, profile?.display_name ?? '']));
    }
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) return found;
  }
  return found;
}

function listed(id: string, name: string, words: readonly string[]): Listed {
  return { id, name: plainForeign(name, 100) || id, words: [id, ...words].map(fold) };
}

function fold(text: string): string {
  return text.normalize('NFC').trim().replace(/^@/, '').toLowerCase();
}

/** Who is meant by names, handles or ids with commas between them. */
export function findPeople(answer: string, everybody: readonly Listed[]): Read<readonly Named[]> {
  const names = [...new Set(answer.split(/[,;\n]/).map((name) => name.trim()))].filter(Boolean);
  if (names.length === 0) return { ok: false, fault: 'Name at least one person or user group.' };
  if (names.length > MOST_NAMES)
    return { ok: false, fault: `Name at most ${MOST_NAMES}; a user group can hold more.` };
  const found = new Map<string, Named>();
  for (const typed of names) {
    const word = fold(typed);
    const [one, ...others] = everybody.filter(({ words }) => word !== '' && words.includes(word));
    const shown = plainForeign(typed, 60);
    if (one === undefined)
      return { ok: false, fault: `No user group or full member is called "${shown}".` };
    if (others.length > 0)
      return {
        ok: false,
        fault: `"${shown}" may be ${[one, ...others]
          .slice(0, 5)
          .map(({ id, name }) => `${name} (${id})`)
          .join(' or ')}: write the id of one.`,
      };
    found.set(one.id, { id: one.id, name: one.name });
  }
  return { ok: true, value: [...found.values()] };
}
