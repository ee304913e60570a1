import { resource, resourceId, SUBSCRIPTION } from '../../../../test/estate/rows.ts';
import { atOnce } from '../../common/slices.ts';
import type { ArmResource } from '../../microsoft/api/inventoryApi.ts';
import { buildInventory } from './buildInventory.ts';
import { type Inventory, restoreInventory } from './inventorySegment.ts';
import { NO_ROW } from '../model/segments.ts';
import { InternedNames, TextPool } from './names.ts';

const group = {
  id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web`,
  name: 'rg-web',
  location: 'westeurope',
  tags: { env: 'prod' },
};

function build(resources: ArmResource[], names = new InternedNames(), previous: Inventory | null = null): Inventory {
  return atOnce(
    buildInventory(
      { subscriptionId: SUBSCRIPTION, observedAt: 1, groups: [group], resources, previous },
      names,
      new TextPool(),
    ),
  );
}

const rows = [
  resource(resourceId('vm1'), { sku: 'Standard_D2s_v5', tags: { owner: 'noc' } }),
  resource(resourceId('srv/databases/db', 'Microsoft.Sql/servers'), {
    type: 'microsoft.sql/servers/databases',
    name: 'srv/db',
  }),
  resource(resourceId('site', 'Microsoft.Web/sites', 'RG-WEB'), {
    type: 'Microsoft.Web/sites',
    kind: 'app,linux',
    location: 'northeurope',
  }),
  resource(resourceId('late', 'Microsoft.Web/sites', 'rg-new'), { type: 'microsoft.web/sites' }),
  resource(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Security/pricings/Default`, {
    type: 'microsoft.security/pricings',
  }),
  resource(resourceId('odd'), { type: 'Contoso.Odd/things', name: 'another name' }),
];

describe('Inventory', () => {
  it('keeps every field of every row', () => {
    const names = new InternedNames();
    const segment = build(rows, names);
    const read = rows.map((_, row) => ({
      id: segment.id(row),
      name: segment.name(row),
      type: segment.typeName(row).toLowerCase(),
      location: names.name(segment.locations[row] as number),
      kind: segment.kind(row),
      sku: segment.sku(row),
      tags: segment.tags(row),
    }));
    expect(read).toEqual(rows.map((row) => ({ ...row, type: row.type.toLowerCase() })));
    expect(rows.map((_, row) => names.name(segment.types[row] as number))).toEqual(
      rows.map((row) => row.type.toLowerCase()),
    );
  });

  it("shows types as the id spells them, because Resource Graph's own are lower case", () => {
    const segment = build(rows);
    expect([0, 1, 5].map((row) => segment.typeName(row))).toEqual([
      'Microsoft.Compute/virtualMachines',
      'Microsoft.Sql/servers/databases',
      'Contoso.Odd/things',
    ]);
  });

  it('puts resources into their groups in any case, into new ones when Azure lists none, and into none at all', () => {
    const segment = build(rows);
    expect(segment.groups.map(({ name }) => name)).toEqual(['rg-web', 'rg-new']);
    expect([...segment.group]).toEqual([0, 0, 0, 1, NO_ROW, 0]);
    expect(segment.groups[0]).toEqual({ name: 'rg-web', location: 'westeurope', tags: { env: 'prod' } });
  });

  it('counts a resource once when two pages have it', () => {
    const twice = [
      ...rows,
      resource(resourceId('VM1'), { sku: 'other' }),
      resource(resourceId('srv/databases/last', 'Microsoft.Sql/servers'), {
        name: 'srv/last',
        type: 'microsoft.sql/servers/databases',
      }),
    ];
    const segment = build(twice);
    expect(segment.length).toBe(rows.length + 1);
    expect(segment.sku(0)).toBe('Standard_D2s_v5');
    expect(segment.name(rows.length)).toBe('srv/last');
  });

  it('is the same after a restart, in a process with other codes', () => {
    const names = new InternedNames();
    const segment = build(rows, names);
    const { head, bytes, idBytes } = segment.stored(names);
    const other = new InternedNames();
    other.intern('something else');
    const back = restoreInventory(
      SUBSCRIPTION,
      JSON.parse(JSON.stringify(head)),
      new Uint8Array(bytes),
      new Uint8Array(idBytes),
      other,
    );
    rows.forEach((row, index) => {
      expect([back.id(index), back.name(index), back.tags(index), back.sku(index)]).toEqual([
        row.id,
        row.name,
        row.tags,
        row.sku,
      ]);
      expect(other.name(back.types[index] as number)).toBe(row.type.toLowerCase());
      expect(back.find(row.id)).toBe(index);
    });
    expect(back.groups).toEqual(segment.groups);
  });

  it('knows whether it says the same as another one', () => {
    const names = new InternedNames();
    const segment = build(rows, names);
    expect(segment.sameContent(build(rows, names, segment))).toBe(true);
    const tagged = rows.map((row, index) => (index === 0 ? { ...row, tags: { owner: 'someone' } } : row));
    expect(segment.sameContent(build(tagged, names, segment))).toBe(false);
    expect(segment.sameContent(build(rows.slice(1), names, segment))).toBe(false);
  });

  it('has nothing of an empty subscription', () => {
    const segment = build([]);
    expect([segment.length, segment.find(resourceId('vm1')), segment.groups.length]).toEqual([0, NO_ROW, 1]);
  });
});
