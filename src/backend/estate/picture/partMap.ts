import type { PartStatus } from '../model/part.ts';
import type { Section } from '../model/sections.ts';
import { SharedMap } from './sharedMap.ts';

/** What a snapshot has of parts. */
export interface SharedParts {
  part(section: Section, tenantId: string, subscriptionId: string): PartStatus | undefined;
  parts(): Iterable<PartStatus>;
}

/** The status of every part, by tenant: a swap copies one tenant's at most. */
export class PartMap {
  readonly #parts = new SharedMap<string, SharedMap<string, PartStatus>>();

  get(section: Section, tenantId: string, subscriptionId: string): PartStatus | undefined {
    return this.#parts.current.get(tenantId)?.current.get(nameOf(section, subscriptionId));
  }

  set(part: PartStatus): void {
    const parts = this.#parts.write();
    let own = parts.get(part.tenantId);
    if (!own) {
      own = new SharedMap();
      parts.set(part.tenantId, own);
    }
    own.write().set(nameOf(part.section, part.subscriptionId), part);
  }

  deleteTenant(tenantId: string): void {
    this.#parts.write().delete(tenantId);
  }

  deleteSubscription(tenantId: string, subscriptionId: string): void {
    const own = this.#parts.current.get(tenantId);
    for (const part of [...(own?.current.values() ?? [])]) {
      if (part.subscriptionId === subscriptionId) {
        own?.write().delete(nameOf(part.section, subscriptionId));
      }
    }
  }

  /** As they are now; what changes later doesn't show in it. */
  share(): SharedParts {
    const parts = new Map([...this.#parts.current].map(([tenantId, own]) => [tenantId, own.share()]));
    return {
      part: (section, tenantId, subscriptionId) => parts.get(tenantId)?.get(nameOf(section, subscriptionId)),
      *parts() {
        for (const own of parts.values()) {
          yield* own.values();
        }
      },
    };
  }
}

function nameOf(section: Section, subscriptionId: string): string {
  return `${section}/${subscriptionId}`;
}
