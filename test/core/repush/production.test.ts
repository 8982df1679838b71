import { namesProduction } from '@doo-repush/core/repush/production';
import { describe, expect, it } from 'vitest';

describe('a name that says production', () => {
  it.each([
    'CRM production',
    'crm-prod',
    'PROD_eu',
    'prod2',
    'live.crm.example.com',
    'Produktion (CRM)',
    'hooks.prod.example.com',
  ])('%s does', (name) => expect(namesProduction(name)).toBe(true));

  it.each([
    'CRM',
    'product catalogue',
    'reproduction',
    'Liverpool',
    'olive',
    'crm.example.com',
    '',
  ])('%s does not', (name) => expect(namesProduction(name)).toBe(false));
});
