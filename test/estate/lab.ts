import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEstate, type Estate } from '../../src/backend/estate/estate.ts';
import { openStore } from '../../src/backend/estate/store/sqliteStore.ts';
import { RecentAccess } from '../microsoft/recentAccess.ts';
import { createMicrosoft } from '../../src/backend/microsoft/microsoft.ts';
import type { SettingsOperator } from '../../src/backend/settings/operator.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';
import { keepingLog, type LogLine } from './keepingLog.ts';
import { ManualClock } from './manualClock.ts';
import { seeded } from './rows.ts';

/** The real estate on the real client against world `small`, on one clock that stands still. */
export class Lab {
  readonly simulator: Simulator;
  readonly clock = new ManualClock(Date.UTC(2026, 10, 20, 12));
  readonly lines: LogLine[] = [];
  readonly directory = mkdtempSync(join(tmpdir(), 'azurecsp-'));
  readonly #closing: Array<() => Promise<void>> = [];

  private constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  static async open({ behaviour, ...options }: Partial<SimulatorOptions> = {}): Promise<Lab> {
    return new Lab(
      await startSimulator({
        world: 'small',
        tls: false,
        behaviour: { armPageSize: 4, healthPageSize: 3, ...behaviour },
        ...options,
      }),
    );
  }

  /** A new estate, as after a restart: only the directory is the same. `change` edits the data source's settings. */
  estate(
    change: (jsonData: Record<string, unknown>) => Record<string, unknown> = (same) => same,
    operator: Partial<SettingsOperator> = {},
  ): Estate {
    const { jsonData, secureJsonData } = this.simulator;
    const settings = readSettings(change(jsonData), secureJsonData, { allowInsecureEndpoints: true, ...operator });
    const log = keepingLog(this.lines);
    // Waits between the client's own retries take no time: they are not what is tested here.
    const clock = { now: () => this.clock.now(), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
    const microsoft = createMicrosoft({ settings, clock, log, accessLog: new RecentAccess() });
    const store = openStore({ directory: this.directory, key: '1/small', log });
    const estate = createEstate({ settings, microsoft, clock: this.clock, log, store, random: seeded(1) });
    const dispose = async () => {
      await estate.dispose();
      microsoft.close();
    };
    this.#closing.push(dispose);
    return { ...estate, dispose };
  }

  /** An estate that has read everything once, when what happens in the small world is over. */
  async swept(): Promise<Estate> {
    this.advance(120);
    const estate = this.estate();
    estate.start();
    await estate.idle();
    return estate;
  }

  /** Moves Microsoft's and the estate's time together. */
  advance(minutes: number): void {
    this.clock.advance(minutes * 60_000);
    this.simulator.setClock(this.clock.now());
  }

  async close(): Promise<void> {
    await Promise.all(this.#closing.map((close) => close()));
    await this.simulator.close();
    rmSync(this.directory, { recursive: true });
  }
}
