import type { Exchange, Principal, Reply } from '../../core/http.ts';

/** A path behind Azure Resource Manager: who serves it, with which api-versions. */
export interface ArmRoute {
  path: RegExp;
  method?: 'POST';
  operation: string;
  service?: 'resourceHealth' | 'resourceGraph' | 'insights' | 'alertsManagement' | 'managedServices' | 'authorization';
  versions: readonly string[];
  /** `platform`: ARM's own. */
  type: string;
  /** Resource Graph has a quota of its own instead of ARM's buckets. */
  unmetered?: true;
  handle: (x: Exchange, principal: Principal, p: Record<string, string | undefined>) => Reply;
}

/** The first route that takes this path. */
export function findArmRoute(routes: readonly ArmRoute[], path: string) {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match) {
      return { route, params: { ...match.groups } as Record<string, string | undefined> };
    }
  }
  return undefined;
}
