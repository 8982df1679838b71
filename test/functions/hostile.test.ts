import { beforeAll, expect, test } from 'vitest';
import { hostileClicks } from '../support/hostile/clicks.ts';
import { hostileCommands } from '../support/hostile/commands.ts';
import { hostileForms } from '../support/hostile/forms.ts';
import { createLab, type Lab } from '../support/hostile/lab.ts';
import { hostileCallbacks } from '../support/hostile/past-the-door.ts';
import { faultsOf, type HostileRow } from '../support/hostile/row.ts';
import { hostileScope, scopeFaultsOf } from '../support/hostile/scope.ts';
import { productForFile } from '../support/product-for-file.ts';

const product = productForFile();
let lab: Lab | undefined;
beforeAll(() => {
  lab = createLab(product());
});

const rows: readonly HostileRow[] = [
  ...hostileClicks,
  ...hostileForms,
  ...hostileCommands,
  ...hostileCallbacks,
];

test.for(rows.map((row) => [row.title, row] as const))(
  'nobody gains forbidden access through %s',
  async ([, row]) => {
    if (lab === undefined) throw new Error('The product has not been started');
    expect(await faultsOf(row, lab)).toEqual([]);
  },
);

test.for(hostileScope.map((row) => [row.title, row] as const))(
  '%s makes doo receive nothing that the approved card does not show',
  async ([, row]) => {
    if (lab === undefined) throw new Error('The product has not been started');
    expect(await scopeFaultsOf(row, lab)).toEqual([]);
  },
);
