import manifest from '../../../../../../manifest.json' with { type: 'json' };
import { type Finding, faulty, fine } from '../finding.ts';

/** Whether the token has the scopes of the manifest. @param scopes as Slack named them, if it did */
export function checkScopes(scopes: readonly string[] | undefined): Finding {
  const wanted = manifest.oauth_config.scopes.bot;
  if (scopes === undefined)
    return faulty(
      'Slack did not name the scopes of the token',
      'Compare them with manifest.json by hand, on the page "OAuth & Permissions" of the app.',
    );
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0)
    return faulty(
      `missing: ${missing.join(', ')}`,
      'Update the app from the manifest (npm run manifest), then install it to the workspace again.',
    );
  const more = scopes.filter((scope) => !wanted.includes(scope));
  const words = more.length > 0 ? `; not needed: ${more.join(', ')}` : '';
  return fine(`all ${wanted.length} of the manifest${words}`, undefined);
}
