import { namesProduction } from '@doo-repush/core/repush/production';
import { describe, expect, it } from 'vitest';

describe('namesProduction', () => {
  it.each([
    'CRM production',
    'crm-prod',
    'PROD_eu',
    'prod2',
    'live.crm.example.com',
    'Produktion (CRM)',
    'hooks.prod.example.com',
  ])('recognizes %s as production', (name) => expect(namesProduction(name)).toBe(true));

  it.each([
    'CRM',
    'product catalogue',
    'reproduction',
    'Liverpool',
    'olive',
    'crm.example.com',
    '',
  ])('does not take %s for production', (name) => expect(namesProduction(name)).toBe(false));
});
