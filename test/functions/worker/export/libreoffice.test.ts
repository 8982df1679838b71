import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createWorkbookFile } from '@doo-repush/functions/worker/export/workbook/workbook-file';
import { describe, expect, it } from 'vitest';
import { NOW_MS, plainCard, waiting } from '../../../support/any-card.ts';
import { ordersRequest } from '../../../support/any-request.ts';
import { exportContext, filled, sentCard } from '../../../support/exported-cards.ts';

const isInstalled = spawnSync('soffice', ['--version']).error === undefined;
const MOST_MS = 120_000;

/** Converts a workbook with LibreOffice to a flat OpenDocument spreadsheet. */
async function opened(workbook: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workbook-'));
  try {
    await writeFile(join(folder, 'ledger.xlsx'), workbook);
    await promisify(execFile)('soffice', [
      `-env:UserInstallation=file://${folder}/profile`,
      ...['--headless', '--norestore'],
      ...['--convert-to', 'fods:OpenDocument Spreadsheet Flat XML', '--outdir', folder],
      join(folder, 'ledger.xlsx'),
    ]);
    return await readFile(join(folder, 'ledger.fods'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.runIf(isInstalled)('the workbook in LibreOffice', () => {
  it(
    'opens with texts, numbers, dates and filters, and without a formula',
    async () => {
      const reasons = ['123E45', '0012', 'SEP-12', '=1+1', "=cmd|'/C calc'!A0", '_x0041_'];
      const cards = reasons.map((reason) =>
        plainCard(waiting, { request: ordersRequest({ reason }) }),
      );
      const file = createWorkbookFile(exportContext, new Date(NOW_MS));
      const sheet = await opened((await filled(file, [sentCard, ...cards])).bytes);
      const texts = [
        ...sheet.matchAll(/office:value-type="string"[^>]*>\s*<text:p>([^<]*)<\/text:p>/g),
      ].map(([, text]) => text?.replaceAll('&apos;', "'"));
      for (const reason of reasons) expect(texts).toContain(reason);
      expect(sheet).toContain('office:date-value="2023-11-14T23:13:20"');
      expect(sheet).toMatch(/office:value-type="float" office:value="412"/);
      expect(sheet).toMatch(
        /table:target-range-address="Ledger\.A1:Ledger\.AQ10" table:display-filter-buttons="true"/,
      );
      expect(sheet).not.toContain('table:formula');
    },
    MOST_MS,
  );
});
