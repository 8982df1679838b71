import type { WorkspaceState } from '../workspace/model.ts';

const PERSON = /(?<=^|[\s(:"'])@([a-z0-9][a-z0-9._-]*)/gi;
const CHANNEL = /(?<=^|[\s(:"'])#([a-z0-9][a-z0-9._-]*)/gi;
const ADDRESS = /(?<!<)https?:\/\/[^\s<>|"']+/g;

/**
 * The text of a command whose app asks for people, channels and links to be escaped (Slack docs: Slash
 * commands): `<@U…|name>`, `<#C…|name>`, `<https://…>`. Unknown names stay as text.
 */
export function escapeCommandText(text: string, { users, channels }: WorkspaceState): string {
  const idOf = (all: readonly { id: string; name: string }[], name: string) =>
    all.find((it) => it.name === name.toLowerCase())?.id;
  const reference = (sign: string, id: string | undefined, all: string, name: string) =>
    id === undefined ? all : `<${sign}${id}|${name}>`;
  return text
    .replace(ADDRESS, '<$&>')
    .replace(PERSON, (all, name: string) => reference('@', idOf(users, name), all, name))
    .replace(CHANNEL, (all, name: string) => reference('#', idOf(channels, name), all, name));
}
