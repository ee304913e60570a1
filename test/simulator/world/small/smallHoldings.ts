import type { Health, HealthSince, Holdings, Resource } from '../model.ts';
import { SMALL } from '../smallIds.ts';

const MINUTE = 60_000;

interface Line {
  group: string;
  type: string;
  name: string;
  location?: string;
  /** Present: the type has Resource Health. */
  health?: Health;
  /** How long it has been so, in minutes before the start. */
  minutes?: number;
  tags?: Record<string, string>;
  kind?: string;
  sku?: Record<string, string | number>;
}

/** What every subscription of world `small` holds, by subscription id. */
export function smallHoldings(start: number): Record<string, Holdings> {
  const unavailable = (reason: Health['reason']): Health => ({ state: 'Unavailable', reason });
  const available: Health = { state: 'Available' };
  const make = (subscriptionId: string, locations: Record<string, string>, lines: Line[]): Holdings => ({
    groups: Object.entries(locations).map(([name, location]) => ({ name, location, subscriptionId })),
    resources: lines.map((line) =>
      resource(start, subscriptionId, line, line.location ?? locations[line.group] ?? 'westeurope'),
    ),
  });
  return {
    [SMALL.contosoProduction]: make(SMALL.contosoProduction, { 'rg-web': 'westeurope', 'RG-Data': 'northeurope' }, [
      {
        group: 'rg-web',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-web-01',
        health: available,
        tags: { env: 'prod', team: 'web' },
      },
      {
        group: 'rg-web',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-web-02',
        health: unavailable('Unplanned'),
        minutes: 20,
        tags: { env: 'prod', team: 'web' },
      },
      {
        group: 'rg-web',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-batch-01',
        health: unavailable('UserInitiated'),
        minutes: 600,
        tags: { env: 'test' },
      },
      {
        group: 'rg-web',
        type: 'Microsoft.Web/sites',
        name: 'app-contoso',
        kind: 'app,linux',
        health: { state: 'Degraded', reason: 'Unplanned' },
        minutes: 45,
        tags: { env: 'prod' },
      },
      {
        group: 'rg-web',
        type: 'Microsoft.Web/serverfarms',
        name: 'plan-contoso',
        kind: 'linux',
        sku: { name: 'P1v3', tier: 'PremiumV3', capacity: 2 },
        health: available,
      },
      { group: 'rg-web', type: 'Microsoft.Network/networkInterfaces', name: 'nic-web-01' },
      {
        group: 'rg-web',
        type: 'Microsoft.Compute/disks',
        name: 'disk-web-01',
        sku: { name: 'Premium_LRS', tier: 'Premium' },
      },
      { group: 'RG-Data', type: 'Microsoft.Sql/servers', name: 'sql-contoso', kind: 'v12.0' },
      {
        group: 'RG-Data',
        type: 'Microsoft.Sql/servers/databases',
        name: 'sql-contoso/orders',
        kind: 'v12.0,user',
        health: { state: 'Unknown' },
        minutes: 30,
      },
      {
        group: 'RG-Data',
        type: 'Microsoft.Storage/storageAccounts',
        name: 'stcontoso',
        kind: 'StorageV2',
        sku: { name: 'Standard_LRS', tier: 'Standard' },
        health: available,
        tags: { Owner: 'Büro Köln' },
      },
      {
        group: 'RG-Data',
        type: 'Microsoft.KeyVault/vaults',
        name: 'kv-contoso',
        health: unavailable('Planned'),
        minutes: 5,
      },
    ]),
    [SMALL.contosoDevelopment]: make(SMALL.contosoDevelopment, { 'rg-dev': 'westeurope' }, [
      {
        group: 'rg-dev',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-dev-01',
        health: available,
        tags: { env: 'dev' },
      },
      { group: 'rg-dev', type: 'Microsoft.Network/virtualNetworks', name: 'vnet-dev' },
    ]),
    [SMALL.contosoArchive]: make(SMALL.contosoArchive, { 'rg-archive': 'westeurope' }, [
      {
        group: 'rg-archive',
        type: 'Microsoft.Storage/storageAccounts',
        name: 'starchive',
        kind: 'StorageV2',
        sku: { name: 'Standard_GRS', tier: 'Standard' },
        health: available,
      },
    ]),
    [SMALL.contosoConfidential]: make(SMALL.contosoConfidential, { 'rg-hr': 'westeurope' }, [
      { group: 'rg-hr', type: 'Microsoft.Storage/storageAccounts', name: 'sthr', health: available },
    ]),
    [SMALL.fabrikamRetail]: make(SMALL.fabrikamRetail, { 'rg-shops': 'austriaeast' }, [
      { group: 'rg-shops', type: 'Microsoft.Compute/virtualMachines', name: 'vm-till-01', health: available },
    ]),
    [SMALL.adatumHub]: make(SMALL.adatumHub, { 'rg-hub': 'westeurope' }, [
      { group: 'rg-hub', type: 'Microsoft.Compute/virtualMachines', name: 'vm-hub-01', health: available },
      {
        group: 'rg-hub',
        type: 'Microsoft.Storage/storageAccounts',
        name: 'sthub',
        health: { state: 'Degraded', reason: 'Unplanned' },
        minutes: 15,
      },
    ]),
    [SMALL.northwindWeb]: make(SMALL.northwindWeb, { 'rg-north': 'germanywestcentral' }, [
      { group: 'rg-north', type: 'Microsoft.Web/sites', name: 'app-northwind', kind: 'app', health: available },
      {
        group: 'rg-north',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-north-01',
        health: { state: 'Degraded', reason: 'Unplanned' },
        minutes: 15,
      },
      {
        group: 'rg-north',
        type: 'Microsoft.Network/publicIPAddresses',
        name: 'pip-north',
        sku: { name: 'Standard', tier: 'Regional' },
      },
    ]),
  };
}

function resource(start: number, subscriptionId: string, line: Line, location: string): Resource {
  const [namespace, ...types] = line.type.split('/');
  const path = line.name
    .split('/')
    .map((name, i) => `${types[i]}/${name}`)
    .join('/');
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${line.group}/providers/${namespace}/${path}`,
    name: line.name,
    type: line.type,
    location,
    subscriptionId,
    resourceGroup: line.group,
    ...(line.kind && { kind: line.kind }),
    ...(line.sku && { sku: line.sku }),
    ...(line.tags && { tags: line.tags }),
    createdAt: '2026-01-15T08:00:00Z',
    changedAt: '2026-10-01T08:00:00Z',
    ...(line.health && { health: healthRows(start, line.health, line.minutes) }),
  };
}

/** Available for ten days, then what the line says. An unplanned outage also has Azure's row without a state. */
function healthRows(start: number, health: Health, minutes: number | undefined): HealthSince[] {
  const rows: HealthSince[] = [{ state: 'Available', since: start - 10 * 24 * 60 * MINUTE }];
  if (minutes !== undefined) {
    const since = start - minutes * MINUTE;
    if (health.reason === 'Unplanned') {
      rows.push({ state: null, since: since + MINUTE });
    }
    rows.push({ ...health, since });
  }
  return rows;
}
