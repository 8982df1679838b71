import { ownerOfResponseUrl } from '@doo-repush/functions/slack-api/response-url';
import { describe, expect, it } from 'vitest';

const ours = 'T0OURS';
const onSlack = { ours, allowLoopback: false };
const onThisMachine = { ours, allowLoopback: true };

describe('the owner of a response URL', () => {
  it.each([
    ['https://hooks.slack.com/commands/T0OURS/530807404486/placeholder', 'T0OURS'],
    ['https://hooks.slack.com/actions/T0OURS/1/placeholder', 'T0OURS'],
    ['https://hooks.slack.com/actions/T0OTHER/1/placeholder', 'T0OTHER'],
    ['https://hooks.slack.com/actions/E0ORG/1/placeholder', 'E0ORG'],
  ])('of %s is %s', (url, owner) => {
    expect(ownerOfResponseUrl(url, onSlack)).toBe(owner);
    expect(ownerOfResponseUrl(url, onThisMachine)).toBe(owner);
  });

  it.each([
    'https://hooks.slack.com/services/T0OURS/B0PLACEHOLD/placeholder',
    'https://hooks.slack.com/workflows/T0OURS/1/placeholder',
    'https://hooks.slack.com/commands/T0OURS',
    'https://hooks.slack.com/commands/T0OURS/',
    'https://hooks.slack.com/commands//T0OURS/1',
    'https://hooks.slack.com/x/../services/T0OURS/B0PLACEHOLD/placeholder',
    'https://hooks.slack.com/commands/T0OURS/../../services/T0OURS/B0PLACEHOLD/placeholder',
    'https://hooks.slack.com/commands/T0OURS/..%2f..%2fservices/T0OURS/B0PLACEHOLD/placeholder',
    'https://hooks.slack.com/commands/T0OURS/%252e%252e/%252e%252e/services/T0OURS/B0PLACEHOLD/placeholder',
    'https://hooks.slack.com/commands/T0OURS/..;/..;/services/T0OURS/B0PLACEHOLD/placeholder',
    'https://hooks.slack.com/commands/T0OURS//services/T0OURS/B0PLACEHOLD/placeholder',
    'https://hooks.slack.com/',
    'https://files.slack.com/commands/T0OURS/1/placeholder',
    'http://hooks.slack.com/commands/T0OURS/1/placeholder',
    'https://hooks.slack.com:8443/commands/T0OURS/1/placeholder',
    'https://hooks.slack.com@attacker.example/commands/T0OURS/1/placeholder',
    'https://hooks.slack.com.attacker.example/commands/T0OURS/1/placeholder',
    'nonsense',
    '',
  ])('is nobody for %s', (url) => {
    expect(ownerOfResponseUrl(url, onSlack)).toBeUndefined();
    expect(ownerOfResponseUrl(url, onThisMachine)).toBeUndefined();
  });

  it('is ours for any URL on this machine, if allowed, unless it has the form of another kind', () => {
    const url = 'http://127.0.0.1:4100/response/R1';
    expect(ownerOfResponseUrl(url, onThisMachine)).toBe(ours);
    expect(ownerOfResponseUrl(url, onSlack)).toBeUndefined();
  });
});
