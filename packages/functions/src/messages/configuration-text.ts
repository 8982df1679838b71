import type { CheckedRequest, ConfigurationFacts } from '../model/checked-request.ts';
import { count, cutStart, fitted, plainForeign } from '../runtime/text.ts';
import { exact, foreign } from './mrkdwn.ts';

const MAX_SHOWN_HOST_CHARS = 80;
const MAX_PLAIN_HOST_CHARS = 50;

/** `*CRM sync* (crm.example.com)`, or how many they are. */
export function configurationWords(configurations: readonly ConfigurationFacts[]): string {
  const [only] = configurations;
  if (only === undefined || configurations.length > 1) return `*${configurations.length} systems*`;
  return `*${foreign(only.name, 80)}* (${hostWords(only)})`;
}

type Reach = Pick<CheckedRequest, 'request' | 'configurations' | 'isListComplete' | 'leftOut'>;

/** `CRM sync`, `all 28 systems`, or how many they are where they are not all. */
export function systemWords(
  { request, configurations, isListComplete, leftOut }: Reach,
  name: (text: string) => string = (text) => foreign(text, 80),
): string {
  const [only] = configurations;
  if (only !== undefined && configurations.length === 1) return name(only.name);
  const isAll = request.configuration.kind === 'all' && isListComplete && leftOut === undefined;
  return `${isAll ? 'all ' : ''}${count(configurations.length, 'system', 'systems')}`;
}

/** One system with its hosts and the ID that doo gets. */
export function reachLine(configuration: ConfigurationFacts): string {
  const { id, name } = configuration;
  return `• ${foreign(name, 80)} (${hostWords(configuration)}), ID ${exact(id)}`;
}

/** `crm.example, erp.example and 2 more`. A host that is too long is cut at its beginning. */
export function hostWords({ hosts, hostCount }: ConfigurationFacts): string {
  if (hosts.length === 0) return 'endpoint unknown';
  const left = hostCount - hosts.length;
  return `${hosts.map(shownHost).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** The first host for a plain text, and how many more there are. */
export function plainHosts({ hosts: [first = ''], hostCount }: ConfigurationFacts): string {
  const more = hostCount > 1 ? ` and ${hostCount - 1} more` : '';
  return `${plainForeign(cutStart(first, MAX_PLAIN_HOST_CHARS), MAX_PLAIN_HOST_CHARS)}${more}`;
}

/** As many hosts as fit into a plain text, and how many more there are; the first one is never left out. */
export function hostsWithin(hosts: readonly string[], maxChars: number): string {
  const all = [...new Set(hosts)].filter((host) => host !== '');
  const [first = ''] = all;
  const more = (left: number) => (left === 0 ? '' : `and ${left} more`);
  const rest = all.length === 1 ? '' : `, ${more(all.length - 1)}`;
  if (first.length + rest.length > maxChars)
    return `${cutStart(first, maxChars - rest.length)}${rest}`;
  return fitted(all, ', ', maxChars, more);
}

function shownHost(host: string): string {
  return foreign(cutStart(host, MAX_SHOWN_HOST_CHARS), MAX_SHOWN_HOST_CHARS);
}
