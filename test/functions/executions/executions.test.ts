import { unqualified } from '@doo-repush/functions/executions/arn';
import { describe, expect, it } from 'vitest';

const ARN = 'arn:aws-us-gov:lambda:us-gov-west-1:000000000000:function:stage-repush';
const NAMES = [
  'repush',
  ARN,
  '000000000000:function:repush',
  'function:repush',
  '000000000000:repush',
];

describe('the name under which all versions of a function are listed', () => {
  it.each(NAMES)('of %s is the same', (name) => {
    expect(unqualified(name)).toBe(name);
  });

  it.each(NAMES)('of %s with a version or an alias is the one without', (name) => {
    for (const qualifier of ['7', 'live', 'my-alias_1', '$LATEST', '$LATEST.PUBLISHED'])
      expect(unqualified(`${name}:${qualifier}`)).toBe(name);
  });
});
