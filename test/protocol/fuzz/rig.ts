/** The executable beside a simulator, and what must be true of it after everything that was asked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PluginContext } from '../../../src/backend/grafana/generated/pluginv2.ts';
import { toContext } from '../host/messages.ts';
import type { PluginProcess, Settings } from '../host/pluginProcess.ts';
import { askRows, collected, launchProduct } from '../product.ts';
import { runSimulator, type RunningSimulator } from '../simulator.ts';
import { Wire, type WireAnswer } from './wire.ts';

/** Resident megabytes that the process may gain while it is asked odd things; what it keeps is bounded, so it stays far below. */
const MOST_GAINED = 400;
const MEGABYTE = 1024 * 1024;

export class Rig {
  readonly plugin: PluginProcess;
  readonly wire: Wire;
  readonly simulator: RunningSimulator;
  /** Good ones, of the data source that is asked again after everything else. */
  readonly settings: Settings;
  /** Every text that must be in no answer and in no line of the log. */
  readonly secrets: readonly string[];
  readonly #data: string;
  #rows: unknown;
  #megabytes = 0;

  private constructor(simulator: RunningSimulator, plugin: PluginProcess, data: string) {
    const { jsonData, secureJsonData } = simulator;
    this.simulator = simulator;
    this.plugin = plugin;
    this.wire = new Wire(plugin);
    this.settings = { jsonData, secureJsonData };
    this.secrets = Object.values(secureJsonData).flatMap(
      (secret) => secret.match(/^[^-\r\n]{12,}/gm)?.slice(0, 3) ?? [],
    );
    this.#data = data;
  }

  static async start(): Promise<Rig> {
    const data = mkdtempSync(path.join(tmpdir(), 'fuzz-'));
    const simulator = await runSimulator();
    const endpoints = Object.values(simulator.jsonData.endpoints ?? {});
    const plugin = await launchProduct({
      GF_PLUGIN_DATA_PATH: data,
      // No mistake in the settings leads to a host that is not the simulator's.
      GF_PLUGIN_ALLOWED_ENDPOINTS: endpoints.map((endpoint) => new URL(endpoint).host).join(','),
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1',
    });
    const rig = new Rig(simulator, plugin, data);
    const visible = await (await fetch(`${simulator.control}/truth/resources?visible=true`)).json();
    await collected(plugin, rig.settings, (visible as unknown[]).length);
    rig.#rows = await rig.#shown();
    rig.#megabytes = await rig.#resident();
    return rig;
  }

  /** Who asks which data source, the good one unless something of it is changed; null: nobody says. */
  contextWith(change: Partial<PluginContext> | null): PluginContext | undefined {
    return change === null ? undefined : { ...toContext({ settings: this.settings }), ...change };
  }

  /** What an answer says besides what it is for: nothing of the secrets. */
  isClean({ messages, details }: WireAnswer): void {
    const all = Buffer.concat([...messages, Buffer.from(details)]);
    expect(this.secrets.filter((secret) => all.includes(secret))).toEqual([]);
  }

  /** The process lives, has the right rows, has written only what a host can read, and has not grown without end. */
  async isSound(): Promise<void> {
    const { plugin, secrets } = this;
    await expect(plugin.health()).resolves.toBe('SERVING');
    expect(await this.#shown()).toEqual(this.#rows);
    expect(plugin.stdout).toEqual([]);
    expect(plugin.stderr.filter(({ fault }) => fault)).toEqual([]);
    const lines = plugin.stderr.map(({ text }) => text).join('\n');
    expect(secrets.filter((secret) => lines.includes(secret))).toEqual([]);
    expect(await this.#resident()).toBeLessThan(this.#megabytes + MOST_GAINED);
  }

  async close(): Promise<void> {
    this.wire.close();
    await this.plugin.shutdown();
    await this.simulator.stop();
    rmSync(this.#data, { recursive: true, force: true });
  }

  /** Who and what there is, without what time changes. */
  async #shown(): Promise<unknown> {
    const [customers, resources] = await Promise.all([
      askRows(this.plugin, this.settings, 'customers'),
      askRows(this.plugin, this.settings, 'resources', { limit: 1_000 }),
    ]);
    return [customers.map(({ customer }) => customer), resources.map(({ resourceId }) => resourceId)];
  }

  async #resident(): Promise<number> {
    const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(await this.plugin.collectMetrics())?.[1];
    return Number(bytes) / MEGABYTE;
  }
}
