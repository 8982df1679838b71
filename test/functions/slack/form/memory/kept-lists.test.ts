import { openForm } from '@doo-repush/sandbox/driver';
import { afterEach, expect, it } from 'vitest';
import { failedDeliveries } from '../../../../support/failed-deliveries.ts';
import { productForFile } from '../../../../support/product-for-file.ts';
import { ACME, configurationId, noor, onlyCards, shown } from './ledger-form.ts';

// doo's own pace: a form waits for less than a page of it.
const product = productForFile({ settings: { DOO_CALL_INTERVAL_MS: '1000' } });
afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const MOST_COMMANDS = 8;

it('what one form reads of doo’s list is there for the forms after it, and no page is read twice', async () => {
  const { doo } = product();
  const crm = configurationId(product(), ACME, 'CRM production');
  const gone = { kind: 'one', id: '3b9b455c-0000-4000-8000-000000000000' } as const;
  const pages = () =>
    doo.calls.flatMap(({ endpoint, path }) =>
      endpoint === 'list' ? [path.split('page=')[1]] : [],
    );
  onlyCards(
    product(),
    { configuration: gone },
    { eventIds: ['41232'], configuration: { kind: 'one', id: crm } },
  );
  const isLeftOut = () => shown(product()).head.includes('Pick the system');
  for (let command = 0; command < MOST_COMMANDS && !isLeftOut(); command++)
    await openForm(product(), noor, '41231');
  expect(shown(product())).toMatchObject({ organization: ACME, configuration: undefined });
  expect(isLeftOut()).toBe(true);
  expect(pages()).toEqual(['1', '2']);

  await openForm(product(), noor, '41232');
  expect(shown(product())).toMatchObject({ organization: ACME, configuration: crm });
  expect(pages()).toEqual(['1', '2']);
});
