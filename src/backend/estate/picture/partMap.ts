import type { PartStatus } from '../model/part.ts';
import type { Section } from '../model/sections.ts';
import { SharedMap } from './sharedMap.ts';

/** What a snapshot has of parts. */
export interface SharedParts {
  part(section: Section, tenantId: string, subscriptionId: string): PartStatus | undefined;
  parts(): Iterable<PartStatus>;
}

/** The parts of one subscription, or those that cover a whole tenant; never written to. */
type Own = Readonly<Partial<Record<Section, PartStatus>>>;

/** The status of every part, by tenant and subscription: a swap copies one tenant's at most, and a look makes nothing. */
export class PartMap {
  readonly #parts = new SharedMap<string, SharedMap<string, Own>>();

  get(section: Section, tenantId: string, subscriptionId: string): PartStatus | undefined {
    return this.#parts.current.get(tenantId)?.current.get(subscriptionId)?.[section];
  }

  set(part: PartStatus): void {
    const { section, tenantId, subscriptionId } = part;
    const parts = this.#parts.write();
    let own = parts.get(tenantId);
    if (!own) {
      own = new SharedMap();
      parts.set(tenantId, own);
    }
    own.write().set(subscriptionId, { ...own.current.get(subscriptionId), [section]: part });
  }

  deleteTenant(tenantId: string): void {
    this.#parts.write().delete(tenantId);
  }

  deleteSubscription(tenantId: string, subscriptionId: string): void {
    const own = this.#parts.current.get(tenantId);
    if (own?.current.has(subscriptionId)) {
      own.write().delete(subscriptionId);
    }
  }

  /** As they are now; what changes later doesn't show in it. */
  share(): SharedParts {
    const parts = new Map([...this.#parts.current].map(([tenantId, own]) => [tenantId, own.share()]));
    return {
      part: (section, tenantId, subscriptionId) => parts.get(tenantId)?.get(subscriptionId)?.[section],
      parts: () => allOf(parts),
    };
  }
}

/** Filled in plain loops: there are ten for each subscription. */
function allOf(parts: ReadonlyMap<string, ReadonlyMap<string, Own>>): PartStatus[] {
  const all: PartStatus[] = [];
  for (const ofTenant of parts.values()) {
    for (const own of ofTenant.values()) {
      for (const section in own) {
        all.push(own[section as Section] as PartStatus);
      }
    }
  }
  return all;
}
