/**
 * Lists everything that a simulator's settings reach and prints the counts as JSON. Reads the simulator's first line from
 * standard input. Runs on Node and on Bun: `runtimes.test.ts` compares the two.
 */
import { readFileSync } from 'node:fs';
import { systemClock } from '../../src/backend/common/clock.ts';
import { CspError } from '../../src/backend/common/errors.ts';
import { RecentAccess } from './recentAccess.ts';
import type { Access } from '../../src/backend/microsoft/api/access.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { KeyVaultTokenStore } from '../../src/backend/microsoft/auth/stores/keyVaultTokenStore.ts';
import { createMicrosoft, type MicrosoftOptions } from '../../src/backend/microsoft/microsoft.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import { quietLog } from './quietLog.ts';

/** Only what the settings keep in Key Vault. */
const tokenStoreOf: MicrosoftOptions['tokenStoreOf'] = ({ refreshTokenVault }, keyVault) =>
  refreshTokenVault ? new KeyVaultTokenStore(keyVault) : undefined;

const options = { signal: new AbortController().signal, reason: 'query' };

async function listTenant(microsoft: Microsoft, access: Access): Promise<Record<string, unknown>> {
  try {
    const tenants = await microsoft.listTenants(access, options);
    const subscriptions = await microsoft.listSubscriptions(access, options);
    const found: Record<string, unknown> = { tenants: tenants.rows.length };
    const ids = subscriptions.rows.map((row) => row.subscriptionId);
    const inventory = ids.length > 0 ? await microsoft.listInventory(access, ids, options) : undefined;
    found.groups = inventory?.groups.rows.length ?? 0;
    found.resources = inventory?.resources.rows.length ?? 0;
    for (const subscription of subscriptions.rows) {
      const id = subscription.subscriptionId;
      const health = await microsoft
        .listResourceHealth(access, id, options)
        .catch((error: unknown) => CspError.from(error));
      found[subscription.displayName] = {
        groups: (await microsoft.listResourceGroups(access, id, options)).rows.length,
        resources: (await microsoft.listResources(access, id, options)).rows.length,
        health: health instanceof CspError ? health.code : health.rows.map((row) => row.availabilityState).toSorted(),
      };
    }
    return found;
  } catch (error) {
    return { error: CspError.from(error).code };
  }
}

async function main(): Promise<void> {
  const { jsonData, secureJsonData } = JSON.parse(readFileSync(0, 'utf8')) as {
    jsonData: unknown;
    secureJsonData: Record<string, string>;
  };
  const settings = readSettings(jsonData, secureJsonData, { allowInsecureEndpoints: true });
  const accessLog = new RecentAccess();
  const microsoft = createMicrosoft({ settings, clock: systemClock, log: quietLog, accessLog, tokenStoreOf });
  const customers = await microsoft.listCustomers(options);
  const all: Record<string, unknown> = {};
  for (const customer of customers.rows) {
    const plans = (await microsoft.listPartnerSubscriptions(customer.id, options)).rows.filter((row) => row.isAzure);
    const entitlements = await Promise.all(
      plans.map((plan) => microsoft.listAzureEntitlements(customer.id, plan.id, options)),
    );
    const access = { tenantId: customer.id, credentialId: settings.partnerCredentialId ?? '' };
    all[customer.name] = {
      entitled: entitlements.flatMap((one) => one.rows).length,
      ...(await listTenant(microsoft, access)),
    };
  }
  for (const tenant of settings.tenants) {
    all[tenant.name ?? tenant.tenantId] = await listTenant(microsoft, tenant);
  }
  microsoft.close();
  process.stdout.write(JSON.stringify({ all, calls: accessLog.records().length }));
}

void main();
