import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { SimulatorLine } from './simulator.ts';

interface Hurry {
  /** Where notifications go; absent: nowhere. */
  webhook?: string;
  /** Settings in place of those that are provisioned. */
  settings?: Pick<SimulatorLine, 'jsonData' | 'secureJsonData'>;
}

/** As often as the settings allow. */
export const HURRIED = {
  discoverySeconds: 60,
  inventorySeconds: 60,
  resourceHealthSeconds: 15,
  eventsSeconds: 15,
  alertsSeconds: 15,
};

/**
 * A copy of the provisioned files in which things happen sooner: what changes is read every 15 seconds, the rules are
 * evaluated every 10, and their `for` is 0, so that they fire without waiting. All else is as users mount it.
 */
export function hurriedProvisioning(original: string, { webhook, settings }: Hurry = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'azurecsp-provisioning-'));
  cpSync(original, folder, { recursive: true });
  edit(join(folder, 'datasources/azurecsp.yaml'), ({ datasources: [dataSource] }) => {
    Object.assign(dataSource, settings && { jsonData: settings.jsonData, secureJsonData: settings.secureJsonData });
    dataSource.jsonData = { ...dataSource.jsonData, collection: HURRIED };
  });
  edit(join(folder, 'alerting/azurecsp.yaml'), (file) => {
    for (const group of file.groups) {
      group.interval = '10s';
      for (const rule of group.rules) {
        rule.for = '0s';
      }
    }
  });
  if (webhook) {
    writeFileSync(join(folder, 'alerting/contact.yaml'), stringify(contact(webhook)));
  }
  return folder;
}

/** Tells everything at once, and each alert by itself. */
function contact(url: string): object {
  return {
    apiVersion: 1,
    contactPoints: [
      { orgId: 1, name: 'noc', receivers: [{ uid: 'noc', type: 'webhook', settings: { url, httpMethod: 'POST' } }] },
    ],
    policies: [
      {
        orgId: 1,
        receiver: 'noc',
        group_by: ['...'],
        group_wait: '1s',
        group_interval: '5s',
        repeat_interval: '1h',
      },
    ],
  };
}

interface ProvisioningFile {
  datasources: [{ jsonData: object; secureJsonData: object }];
  groups: Array<{ interval: string; rules: Array<{ for: string }> }>;
}

function edit(path: string, change: (file: ProvisioningFile) => void): void {
  const file = parse(readFileSync(path, 'utf8')) as ProvisioningFile;
  change(file);
  writeFileSync(path, stringify(file));
}
