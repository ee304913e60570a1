import { useState } from 'react';
import type { TenantOptions } from '../../../shared/settings.ts';
import type { TenantChecked } from '../../../shared/signIn.ts';
import { errorText } from '../../errorText.ts';
import { routesOf } from '../routes.ts';
import { tenantKey } from './tenantList.ts';

export type Check = 'running' | TenantChecked;

export interface Checks {
  /** Of a tenant with the credential that its row names now; undefined: not checked. */
  of(tenant: TenantOptions): Check | undefined;
  run(tenant: TenantOptions): void;
}

/** Looks whether tenants can be reached; a result is that of one tenant with one credential. */
export function useChecks(uid: string): Checks {
  const [checks, setChecks] = useState<ReadonlyMap<string, Check>>(new Map());
  const set = (key: string, check: Check) => setChecks((old) => new Map(old).set(key, check));
  return {
    of: (tenant) => checks.get(keyOf(tenant)),
    run: (tenant) => {
      const key = keyOf(tenant);
      set(key, 'running');
      const { tenantId, credential } = tenant;
      routesOf(uid)
        .check({ tenantId, ...(credential ? { credential } : {}) })
        .then(
          (checked) => set(key, checked),
          (reason: unknown) => set(key, { ok: false, sentence: errorText(reason) }),
        );
    },
  };
}

function keyOf(tenant: TenantOptions): string {
  return JSON.stringify([tenantKey(tenant), tenant.credential]);
}
