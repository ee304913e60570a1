import { NORTHWIND_APP, SMALL, SMALL_EVENTS, SMALL_RESOURCES } from '../simulator/world/smallIds.ts';
import type { RunningSimulator } from './simulator.ts';

export { NORTHWIND_APP, SMALL, SMALL_EVENTS, SMALL_RESOURCES };

/** Changes of world `small`, made now. */
export class World {
  readonly #simulator: RunningSimulator;

  constructor(simulator: RunningSimulator) {
    this.#simulator = simulator;
  }

  async change(transition: object): Promise<void> {
    await this.#simulator.call('POST', '/transitions', transition);
  }

  health(resourceId: string, state: string): Promise<void> {
    const reason = state === 'Unavailable' ? 'Unplanned' : undefined;
    return this.change({ kind: 'health', resourceId, state, reason });
  }

  /** Declares faults; what it answers ends them. */
  async faults(...faults: object[]): Promise<() => Promise<void>> {
    const ids: string[] = [];
    for (const fault of faults) {
      ids.push(((await this.#simulator.call('POST', '/faults', fault)) as { id: string }).id);
    }
    return async () => {
      for (const id of ids) {
        await this.#simulator.call('DELETE', `/faults/${id}`);
      }
    };
  }
}
