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

describe('the name that lists all versions of a function', () => {
  it.each(NAMES)('is %s itself if it has no qualifier', (name) => {
    expect(unqualified(name)).toBe(name);
  });

  it.each(NAMES)('is %s without its version or alias', (name) => {
    for (const qualifier of ['7', 'live', 'my-alias_1', '$LATEST', '$LATEST.PUBLISHED'])
      expect(unqualified(`${name}:${qualifier}`)).toBe(name);
  });
});
