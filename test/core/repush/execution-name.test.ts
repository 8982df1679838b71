import { executionName } from '@doo-repush/core/repush/execution-name';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../support/any-text.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const viewId = fc.string({
  unit: fc.constantFrom(...LETTERS),
  minLength: 1,
  maxLength: 40,
  size: 'max',
});
const stage = anyText(100);

describe('executionName', () => {
  it('joins the stage and the view ID', () => {
    expect(executionName('production', 'V0123ABCDE')).toBe('production-V0123ABCDE');
    expect(executionName('jürgen/test 1', 'V1')).toBe('j-rgen-test-1-V1');
  });

  it('makes a name that AWS accepts for any stage', () => {
    fc.assert(
      fc.property(stage, viewId, (name, id) => {
        expect(executionName(name, id)).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      }),
    );
  });

  it('never gives two views the same name', () => {
    fc.assert(
      fc.property(stage, viewId, viewId, (name, one, other) => {
        expect(executionName(name, one) === executionName(name, other)).toBe(one === other);
      }),
    );
  });

  it('keeps views apart whose stages are truncated alike', () => {
    const cutStage = `${'A'.repeat(60)}-X`;
    expect(executionName(cutStage, 'b')).not.toBe(executionName(cutStage, 'Xb'));
    expect(() => executionName(cutStage, 'X-b')).toThrow(RangeError);
  });

  it.each(['', 'V 1', 'V-1', 'V_1', 'V1\n', 'V'.repeat(41), 'Vä'])(
    'refuses the view id %j rather than mend it',
    (id) => {
      expect(() => executionName('production', id)).toThrow(RangeError);
    },
  );
});
