import { ChangeFeed } from '../changeFeed.ts';
import type { EstateContext } from '../context.ts';
import { encodeBody } from '../store/partBody.ts';
import { InternedNames } from '../segments/names.ts';
import { Picture } from '../picture/picture.ts';
import type { ResourceChange } from './resourceChange.ts';
import { readStoredRows, swapRows } from './swapRows.ts';

const TENANT = '11111111-1111-4111-8111-111111111111';
const SUBSCRIPTION = '22222222-2222-4222-8222-222222222222';

/** A picture of one subscription, a feed, and a note of what would be saved: all that a swap of rows needs. */
function stage() {
  const picture = new Picture(new InternedNames());
  const tenant = {
    tenantId: TENANT,
    customerId: TENANT,
    name: 'Contoso',
    domain: null,
    access: { tenantId: TENANT, credentialId: 'a' },
    tags: {},
    entry: { delegatedAdmin: false, gdap: null, lighthouse: null, roles: null, problems: [] },
    enabled: true,
  };
  picture.setDirectory([], [{ ...tenant, source: 'settings', azurePlans: null }]);
  const subscription = { subscriptionId: SUBSCRIPTION, tenantId: TENANT, name: 'Prod', state: 'Enabled', tags: {} };
  picture.setSubscriptions(TENANT, [subscription]);
  const feed = new ChangeFeed({ capacity: 100, onError: () => {} });
  const saved: string[] = [];
  const saver = {
    changed: () => void saved.push('changed'),
    seen: () => void saved.push('seen'),
    removed: () => void saved.push('removed'),
  };
  const context = { picture, feed, saver } as unknown as EstateContext;
  const swap = (rows: readonly ResourceChange[], at: number) => {
    const steps = swapRows('resourceChanges')(context, subscription, rows, at);
    for (;;) {
      const { done, value } = steps.next();
      if (done) {
        return value;
      }
    }
  };
  return {
    picture,
    feed,
    saved,
    swap,
    rows: () => picture.snapshot().subscriptions.get(SUBSCRIPTION)?.rows.resourceChanges,
  };
}

function change(key: string, more: Partial<ResourceChange> = {}): ResourceChange {
  const nobody = { changedBy: null, changedByType: null, clientType: null, operation: null, correlationId: null };
  const resourceId = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/${key}`;
  return {
    key,
    resourceId,
    resourceType: null,
    changeType: 'Update',
    at: 1,
    ...nobody,
    properties: [],
    propertyCount: 0,
    ...more,
  };
}

test('the first read is no news; what comes later is', () => {
  const { feed, swap, rows } = stage();
  swap([change('a')], 10);
  expect(rows()?.map(({ key }) => key)).toEqual(['a']);
  expect(feed.since(0)).toEqual([]);
  swap([change('a'), change('b', { changeType: 'Delete' })], 20);
  expect(feed.since(0)).toMatchObject([
    { at: 20, kind: 'resourceChanged', tenantId: TENANT, subscriptionId: SUBSCRIPTION, to: 'Delete' },
  ]);
});

test('an unchanged read keeps the array and costs the store one small row', () => {
  const { saved, swap, rows } = stage();
  swap([change('a'), change('b')], 10);
  const before = rows();
  swap([change('b'), change('a')], 20);
  expect(rows()).toBe(before);
  expect(saved).toEqual(['changed', 'seen']);
});

test('rows that are as they were stay the same objects', () => {
  const { swap, rows } = stage();
  swap([change('a'), change('b')], 10);
  const before = rows();
  swap([change('a'), change('b', { changedBy: 'someone' })], 20);
  expect(rows()?.[0]).toBe(before?.[0]);
  expect(rows()?.[1]).not.toBe(before?.[1]);
});

test('a row that comes twice is kept once, and said so', () => {
  const { swap, rows } = stage();
  expect(swap([change('a'), change('a')], 10)).toEqual({
    rows: 1,
    issues: ['Rows that repeat an earlier one were left out: 1.'],
  });
  expect(rows()).toHaveLength(1);
});

test('a subscription that has gone meanwhile gets nothing', () => {
  const { picture, feed, saved, swap } = stage();
  picture.setSubscriptions(TENANT, []);
  swap([change('a')], 10);
  expect([feed.since(0), saved]).toEqual([[], []]);
});

test('stored rows come back, and other bytes are refused', () => {
  const rows = [change('a', { properties: [{ path: 'sku.name', from: 'S1', to: null }] })];
  expect(readStoredRows('resourceChanges', encodeBody({ head: rows }))).toEqual(rows);
  expect(() => readStoredRows('resourceChanges', encodeBody({ head: [{}] }))).toThrow(TypeError);
});
