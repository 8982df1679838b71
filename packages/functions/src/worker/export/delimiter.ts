import type { WebClient } from '@slack/web-api';
import { errorKind, type Log } from '../../runtime/log.ts';
import { type Patience, patiently } from '../../slack-api/retry.ts';
import type { Delimiter } from './csv-file.ts';

/**
 * The separator that a person's spreadsheet expects in a CSV file: `;` in locales with a decimal comma,
 * otherwise `,`; also `,` if Slack does not return the locale.
 */
export async function delimiterOf(
  userId: string,
  client: WebClient,
  patience: Patience,
  log: Pick<Log, 'warn'>,
): Promise<Delimiter> {
  try {
    const { user } = await patiently(patience, () =>
      client.users.info({ user: userId, include_locale: true }),
    );
    const format = new Intl.NumberFormat(user?.locale ?? 'en-US');
    const decimal = format.formatToParts(1.5).find(({ type }) => type === 'decimal');
    return decimal?.value === ',' ? ';' : ',';
  } catch (error) {
    log.warn('locale_unknown', { error: errorKind(error) });
    return ',';
  }
}
