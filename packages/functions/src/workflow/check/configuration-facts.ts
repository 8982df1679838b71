import { createHash } from 'node:crypto';
import type { Configuration } from '@doo-repush/core/doo/configurations';
import { isTypeOf, type Resource } from '@doo-repush/core/doo/resources';
import { namesProduction } from '@doo-repush/core/repush/production';
import type { ConfigurationFacts } from '../../model/checked-request.ts';
import { cut, cutStart } from '../../runtime/text.ts';

/** What doo says is kept with the execution, which AWS bounds at 256 KB a step: a hundred of these. */
const MAX_NAME_CHARS = 200;
const MAX_HOST_CHARS = 120;
const MAX_HOSTS = 3;
const MAX_PRODUCTION_CHARS = 260;

/**
 * A configuration as a card shows it and as it is compared before the first call. All its hosts are
 * counted, looked at and compared, however many are kept.
 */
export function configurationFacts(
  { id, name, hooks }: Configuration,
  resource: Resource,
): ConfigurationFacts {
  const ofResource = hooks.filter(({ type }) => isTypeOf(resource, type));
  const hosts = [...new Set(ofResource.map(({ host }) => host))].filter((host) => host !== '');
  const production = [name, ...hosts].find(namesProduction);
  return {
    id,
    name: cut(name, MAX_NAME_CHARS),
    hosts: hosts.slice(0, MAX_HOSTS).map((host) => cutStart(host, MAX_HOST_CHARS)),
    hostCount: hosts.length,
    fingerprint: fingerprintOf([name, ...hosts.toSorted()]),
    ...(production !== undefined && { production: cut(production, MAX_PRODUCTION_CHARS) }),
  };
}

function fingerprintOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}
