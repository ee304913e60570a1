import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/**
 * A copy of the provisioned files in which things happen sooner: health is read every 15 seconds and the rules are
 * evaluated every 10, without waiting. All else is as users mount it.
 */
export function hurriedProvisioning(original: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'azurecsp-provisioning-'));
  cpSync(original, folder, { recursive: true });
  edit(join(folder, 'datasources/azurecsp.yaml'), (file) => {
    file.datasources[0].jsonData.collection = { discoverySeconds: 60, inventorySeconds: 60, resourceHealthSeconds: 15 };
  });
  edit(join(folder, 'alerting/azurecsp.yaml'), (file) => {
    for (const group of file.groups) {
      group.interval = '10s';
      for (const rule of group.rules) {
        rule.for = '0s';
      }
    }
  });
  return folder;
}

interface ProvisioningFile {
  datasources: [{ jsonData: Record<string, unknown> }];
  groups: Array<{ interval: string; rules: Array<{ for: string }> }>;
}

function edit(path: string, change: (file: ProvisioningFile) => void): void {
  const file = parse(readFileSync(path, 'utf8')) as ProvisioningFile;
  change(file);
  writeFileSync(path, stringify(file));
}
