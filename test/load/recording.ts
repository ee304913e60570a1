import type { PluginProcess, Settings } from '../protocol/host/pluginProcess.ts';
import { type Panel, type Seen, type Served, served, type Timed } from './served.ts';

export interface Target {
  plugin: PluginProcess;
  settings: Settings;
}

/** What alert rules are answered before anything was read: as it should be. */
const NOTHING_YET = 'Nothing has been collected yet';

/** What was asked of a plugin, when it was answered, and how the plugin did meanwhile. */
export class Recording {
  readonly #target: Target;
  readonly #begin = performance.now();
  readonly #times: Timed[] = [];
  readonly #errors: string[] = [];
  readonly #seen: Seen[] = [];

  constructor(target: Target) {
    this.#target = target;
  }

  /** Asks what a panel asks. */
  async ask(panel: Panel): Promise<void> {
    const { plugin, settings } = this.#target;
    const now = Date.now();
    const start = performance.now();
    try {
      const query = { refId: 'A', model: panel, from: now - 3_600_000, to: now };
      const { responses } = await plugin.queryData({ settings, queries: [query], timeoutMs: 30_000 });
      const error = responses['A']?.error ?? 'no answer';
      if (error !== '' && !error.startsWith(NOTHING_YET)) {
        this.#errors.push(error);
      }
    } catch (error) {
      this.#errors.push(String(error));
    }
    this.#times.push({ panel, at: start - this.#begin, ms: performance.now() - start });
  }

  /** Looks how the plugin does; called from time to time. */
  async look(): Promise<void> {
    const looked = await lookAt(this.#target.plugin);
    this.#seen.push({ at: performance.now() - this.#begin, ...looked });
  }

  async result(): Promise<Served> {
    await this.look();
    return served(this.#times, this.#errors, this.#seen);
  }
}

/** What the plugin's metrics say of it. */
export async function lookAt(plugin: PluginProcess): Promise<Omit<Seen, 'at'>> {
  const metrics = await plugin.collectMetrics();
  const metric = (name: string) => {
    const line = metrics.split('\n').find((one) => one.startsWith(`${name} `));
    return Number(line?.slice(name.length) ?? 0);
  };
  return {
    residentMB: Math.round(metric('process_resident_memory_bytes') / 1e6),
    cpuSeconds: metric('process_cpu_seconds_total'),
    lagMs: metric('plugin_event_loop_lag_seconds{quantile="1"}') * 1_000,
  };
}
