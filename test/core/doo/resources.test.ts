import {
  areTypesKnown,
  isResource,
  isTypeOf,
  needsEvents,
  RESOURCE_NAMES,
  RESOURCES,
  type Resource,
  sentTypeName,
} from '@doo-repush/core/doo/resources';
import { describe, expect, it } from 'vitest';

describe('the table of resources', () => {
  it('holds the resources of doo and what their init calls are narrowed by', () => {
    expect(RESOURCE_NAMES.map((name) => [name, RESOURCES[name].scope])).toEqual([
      ['orders', 'event_id'],
      ['attendees', 'event_id'],
      ['invitees', 'event_id'],
      ['events', 'organization_id'],
      ['contacts', 'organization_id'],
    ]);
  });

  it('names types that belong to their resource, and to no other', () => {
    for (const resource of RESOURCE_NAMES) {
      for (const { hook, sent } of RESOURCES[resource].webhookTypes) {
        const owners = (type: string) => RESOURCE_NAMES.filter((name) => isTypeOf(name, type));
        expect(owners(hook)).toEqual([resource]);
        expect(owners(sent)).toEqual([resource]);
      }
    }
  });
});

describe('areTypesKnown', () => {
  it("is so where doo's documents name types of the resource", () => {
    for (const name of RESOURCE_NAMES)
      expect(areTypesKnown(name)).toBe(RESOURCES[name].webhookTypes.length > 0);
    expect(RESOURCE_NAMES.filter(areTypesKnown)).toEqual(['orders', 'attendees', 'events']);
  });
});

describe('isResource', () => {
  it.each(['orders', 'contacts'])('knows %s', (name) => {
    expect(isResource(name)).toBe(true);
  });

  it.each([
    ['Orders'],
    [['orders']],
    ['order'],
    ['toString'],
    ['__proto__'],
    [''],
    [7],
    [null],
    [undefined],
  ])('does not know %s', (name) => {
    expect(isResource(name)).toBe(false);
  });
});

describe('needsEvents', () => {
  it('follows the scope', () => {
    expect(RESOURCE_NAMES.filter(needsEvents)).toEqual(['orders', 'attendees', 'invitees']);
  });
});

describe('isTypeOf', () => {
  it.each<[Resource, string, boolean]>([
    ['orders', 'order_created', true],
    ['orders', 'on_order_created', true],
    ['orders', 'order_created_0123456789abcdef0123456789abcdef', true],
    ['orders', 'attendee_pending', false],
    ['orders', 'reorder_created', false],
    ['events', 'event_created', true],
  ])('%s, %s: %s', (resource, type, belongs) => {
    expect(isTypeOf(resource, type)).toBe(belongs);
  });
});

describe('sentTypeName', () => {
  it.each<[Resource, string, string]>([
    ['orders', 'order_created', 'order_created'],
    ['events', 'event_created', 'on_event_created'],
    ['events', 'on_event_created', 'on_event_created'],
    ['contacts', 'contact_created', 'contact_created'],
    ['orders', 'order_of_a_new_kind', 'order_of_a_new_kind'],
  ])('%s: %s is sent as %s', (resource, hook, sent) => {
    expect(sentTypeName(resource, hook)).toBe(sent);
  });
});
